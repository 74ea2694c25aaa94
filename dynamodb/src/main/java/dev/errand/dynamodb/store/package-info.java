/**
 * Sorted maps of bytes on disk, changed in transactions that are durable when they return: a
 * journal before H2's MVStore.
 */
package dev.errand.dynamodb.store;
