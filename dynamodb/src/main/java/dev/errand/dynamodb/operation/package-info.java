/** The operations of DynamoDB's API, one class each, and what several of them share. */
package dev.errand.dynamodb.operation;
