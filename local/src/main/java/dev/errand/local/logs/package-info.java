/** CloudWatch Logs on the stage: the logs of tasks. */
package dev.errand.local.logs;
