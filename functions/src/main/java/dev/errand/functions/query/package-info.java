/** The function that answers what became of reports. */
package dev.errand.functions.query;
