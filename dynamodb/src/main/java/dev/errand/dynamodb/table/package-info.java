/** Tables, their keys and indexes, and the form of items in the store's maps. */
package dev.errand.dynamodb.table;
