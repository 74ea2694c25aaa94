/** The main class with which the stage runs Amazon's DynamoDB Local. */
package dev.errand.local.programs.dynamodb;
