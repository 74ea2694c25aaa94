/**
 * Turns a page of the records API into rows of CSV and a tally: a lane for bytes that takes the
 * usual form of a page, and a general one that takes every valid form. Both give the same.
 */
package dev.errand.worker.page;
