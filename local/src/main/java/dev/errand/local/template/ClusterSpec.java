package dev.errand.local.template;

/** An ECS cluster. */
public record ClusterSpec(String logicalId, String name, String arn) {}
