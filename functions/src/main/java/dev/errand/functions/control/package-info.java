/** The function with which clients cancel and retry reports. */
package dev.errand.functions.control;
