/**
 * What the tests of the functions stand on: a real table, the built zip in a process of its own.
 */
package dev.errand.functions.testing;
