/** Paths, reference paths and intrinsic function calls: the expressions of JSONPath. */
package dev.errand.states.jsonpath;
