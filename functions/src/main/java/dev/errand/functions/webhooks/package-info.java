/** The function with which clients manage their webhooks. */
package dev.errand.functions.webhooks;
