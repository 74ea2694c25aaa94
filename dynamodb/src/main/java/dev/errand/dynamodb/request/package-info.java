/**
 * The shapes of requests: which parameters an operation has, of which type, with which constraints.
 * Source: "Actions" and "Data types" in the Amazon DynamoDB API Reference, and the service's own
 * error messages.
 */
package dev.errand.dynamodb.request;
