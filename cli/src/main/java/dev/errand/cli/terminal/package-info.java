/** What people see: lines, tables and bars that fit the terminal, plain text elsewhere. */
package dev.errand.cli.terminal;
