/** DynamoDB's protocol: JSON 1.0 over HTTP. */
package dev.errand.dynamodb.http;
