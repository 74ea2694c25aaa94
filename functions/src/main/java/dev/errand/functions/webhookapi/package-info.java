/** The operations of {@code /v1/webhooks}: clients create, change and delete their webhooks. */
package dev.errand.functions.webhookapi;
