/** What Task states call on the stage, except what {@code stepfunctions} and {@code ecs} do. */
package dev.errand.local.integrations;
