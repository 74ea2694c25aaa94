/** What the command needs of a machine, and whether it is there. */
package dev.errand.cli.doctor;
