/**
 * The words that the functions and the worker share: ids, attempts, failure codes, and the typed
 * request of the type {@code records}, which the worker reads.
 */
package dev.errand.core;
