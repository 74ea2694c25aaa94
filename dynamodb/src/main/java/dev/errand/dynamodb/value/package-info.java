/** Items, attribute values and numbers, and their form as JSON. */
package dev.errand.dynamodb.value;
