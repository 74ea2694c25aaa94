/**
 * DynamoDB's API over an embedded store, for development and tests: in process, or by HTTP for any
 * SDK. {@code docs/table-store.md} lists what it does as the service does, what it does differently
 * and what it refuses.
 */
package dev.errand.dynamodb;
