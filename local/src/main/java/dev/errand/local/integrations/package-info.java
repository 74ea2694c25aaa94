/** What Task states call on the stage, but for what {@code stepfunctions} and {@code ecs} do. */
package dev.errand.local.integrations;
