/** Files of reports, fetched whole or not at all. */
package dev.errand.cli.download;
