/** JSONata expressions, with the functions that Step Functions adds. */
package dev.errand.states.jsonata;
