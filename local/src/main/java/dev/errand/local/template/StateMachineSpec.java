package dev.errand.local.template;

/**
 * A Standard state machine.
 *
 * @param definition in Amazon States Language, after substitution
 */
public record StateMachineSpec(String logicalId, String name, String arn, String definition) {}
