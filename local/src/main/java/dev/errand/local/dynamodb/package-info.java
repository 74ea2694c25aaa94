/** Amazon's DynamoDB Local as a part of the stage. */
package dev.errand.local.dynamodb;
