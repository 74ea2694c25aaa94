/**
 * EventBridge on the stage: the default bus with its rules, schedules, asynchronous invocation with
 * retries, and the queues for what could not be delivered.
 */
package dev.errand.local.events;
