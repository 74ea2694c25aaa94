/**
 * The words that the functions and the worker share: ids, the report request and its validation.
 */
package dev.errand.core;
