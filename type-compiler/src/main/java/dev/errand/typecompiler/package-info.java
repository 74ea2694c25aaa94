/** Checks the report types at build and writes them as JSON. */
package dev.errand.typecompiler;
