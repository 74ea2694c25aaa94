/** JSON as plain Java values: enough for a client, and quick to load. */
package dev.errand.cli.json;
