/**
 * The sample records API ({@code api/records.yaml}): bank transactions of three clients in an
 * embedded database.
 */
package dev.errand.local.records;
