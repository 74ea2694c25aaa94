/** The checks of the machine that a stage needs. */
package dev.errand.cli.doctor;
