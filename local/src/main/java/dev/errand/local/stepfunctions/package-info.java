/**
 * Step Functions for one account: Standard executions that survive the end of the stage, their
 * status events, and the API that the AWS SDK and {@code aws stepfunctions} speak.
 */
package dev.errand.local.stepfunctions;
