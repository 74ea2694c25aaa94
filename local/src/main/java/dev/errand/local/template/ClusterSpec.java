package dev.errand.local.template;

/**
 * An ECS cluster.
 *
 * @param placesTasks whether it has a default capacity provider strategy, which places a task that
 *     names no launch type
 */
public record ClusterSpec(String logicalId, String name, String arn, boolean placesTasks) {}
