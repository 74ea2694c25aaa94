/**
 * JSON values, the scope in which expressions are evaluated, and the errors of the States Language.
 */
package dev.errand.states.value;
