/**
 * The container engine of this machine, Podman or Docker: how it is found, and how images are built
 * and containers run by its command.
 */
package dev.errand.local.container;
