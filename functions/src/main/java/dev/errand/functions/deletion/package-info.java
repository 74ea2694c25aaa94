/** The function with which clients delete reports. */
package dev.errand.functions.deletion;
