/**
 * The status table: the only code that knows DynamoDB.
 *
 * <p>Every change of a report is one transaction that also writes the transition into the timeline
 * and keeps the count of its client's active reports, under the condition that no other write
 * changed the report in between.
 */
package dev.errand.functions.store;
