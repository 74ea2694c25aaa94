/** JSON as maps, lists and values. */
package dev.errand.core.json;
