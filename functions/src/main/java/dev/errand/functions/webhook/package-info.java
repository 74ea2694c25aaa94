/**
 * Webhooks: where events of reports are sent, and what became of each of them. No AWS type in it.
 */
package dev.errand.functions.webhook;
