/** The intrinsic functions of JSONPath, such as {@code States.Format}. */
package dev.errand.states.intrinsic;
