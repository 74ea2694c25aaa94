/** The function that takes report requests in. */
package dev.errand.functions.intake;
