/** Programs that the stage runs as processes of their own, and that do not outlive it unnoticed. */
package dev.errand.local.process;
