package dev.errand.local.template;

/** An SQS queue. */
public record QueueSpec(String logicalId, String name, String arn) {}
