/** Following reports to their end. */
package dev.errand.cli.follow;
