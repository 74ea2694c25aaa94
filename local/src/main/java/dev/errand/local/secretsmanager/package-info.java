/** AWS Secrets Manager of the stage. */
package dev.errand.local.secretsmanager;
