/**
 * Which API a command talks to, and as whom: a running local stage, a profile, or a URL with a
 * token.
 */
package dev.errand.cli.access;
