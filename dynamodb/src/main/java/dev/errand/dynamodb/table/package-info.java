/** Tables, their keys and indexes, and how items lie in the store's maps. */
package dev.errand.dynamodb.table;
