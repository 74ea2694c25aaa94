/**
 * ECS on one machine: a task of a task definition is a child process with the environment that the
 * container would have.
 */
package dev.errand.local.ecs;
