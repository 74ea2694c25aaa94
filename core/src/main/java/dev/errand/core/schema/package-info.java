/** Validation by JSON Schema (2020-12), with sentences for people. */
package dev.errand.core.schema;
