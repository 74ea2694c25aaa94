/** Output for people: lines, tables and bars that fit the terminal, or plain text without one. */
package dev.errand.cli.terminal;
