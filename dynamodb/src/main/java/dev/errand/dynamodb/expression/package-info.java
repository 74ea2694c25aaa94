/**
 * Condition, key condition, filter, projection and update expressions: text to {@link
 * dev.errand.dynamodb.expression.SyntaxNode}, that to an immutable form which is evaluated, of
 * conditions and filters {@link dev.errand.dynamodb.expression.Condition}. Source: "Using
 * expressions in DynamoDB" in the Developer Guide.
 */
package dev.errand.dynamodb.expression;
