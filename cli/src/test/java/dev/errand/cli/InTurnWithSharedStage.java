package dev.errand.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The class starts a stage of its own while no class uses the shared one. Two stages are busy at a
 * time, and the classes are divided so that both sequences take about as long.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("shared stage")
@interface InTurnWithSharedStage {}
