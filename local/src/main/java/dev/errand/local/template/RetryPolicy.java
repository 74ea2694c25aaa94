package dev.errand.local.template;

import java.time.Duration;

/**
 * How often EventBridge tries to deliver.
 *
 * @param maximumEventAge EventBridge's default is 24 hours
 * @param maximumRetryAttempts EventBridge's default is 185
 */
public record RetryPolicy(Duration maximumEventAge, int maximumRetryAttempts) {}
