package dev.errand.local.stepfunctions;

import java.time.Instant;

/**
 * A state machine as it is now.
 *
 * @param revision which definition new executions run: the SHA-256 of its text, in hex
 * @param created when it was first deployed
 */
public record StateMachine(
    String arn, String name, String roleArn, String revision, Instant created) {}
