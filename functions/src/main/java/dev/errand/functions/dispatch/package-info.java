/** The function that delivers events to webhooks, when they happen and when they are due. */
package dev.errand.functions.dispatch;
