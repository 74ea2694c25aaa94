/** Sends events to the endpoints of webhooks, and to no other address. */
package dev.errand.functions.delivery;
