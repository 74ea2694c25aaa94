/**
 * Step Functions for one account: executions that continue when the stage starts again, their
 * status events, and the API for the AWS SDK and {@code aws stepfunctions}.
 */
package dev.errand.local.stepfunctions;
