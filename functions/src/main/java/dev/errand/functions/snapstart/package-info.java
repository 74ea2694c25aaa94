/**
 * What a function does before Lambda SnapStart takes the snapshot that it is restored from, and
 * after. Each handler registers its calls by {@link
 * dev.errand.functions.snapstart.Priming#register}, at the end of its constructor.
 */
package dev.errand.functions.snapstart;
