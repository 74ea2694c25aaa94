/** The services that Task states call. */
package dev.errand.states.integration;
