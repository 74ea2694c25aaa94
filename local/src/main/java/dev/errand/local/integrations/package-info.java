/** What Task states call on the stage: Lambda, DynamoDB, EventBridge, and ECS without waiting. */
package dev.errand.local.integrations;
