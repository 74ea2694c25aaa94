package dev.errand.local.template;

/** An S3 bucket. */
public record BucketSpec(String logicalId, String name) {}
