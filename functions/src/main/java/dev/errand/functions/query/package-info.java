/** The function that answers queries about reports. */
package dev.errand.functions.query;
