/** Tasks of the cluster: the only code that knows ECS. */
package dev.errand.functions.task;
