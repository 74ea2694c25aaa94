/**
 * ECS on one machine: a task of a task definition is a child process with the environment that the
 * container would have, or a container if it has an image of its own and there is an engine.
 */
package dev.errand.local.ecs;
