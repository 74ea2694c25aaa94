package dev.errand.local.template;

import java.util.List;

/**
 * A Standard state machine.
 *
 * @param definition in Amazon States Language, after substitution
 * @param runnable the ARNs, with wildcards, of the task definitions that its role may run
 */
public record StateMachineSpec(
    String logicalId, String name, String arn, String definition, List<String> runnable) {}
