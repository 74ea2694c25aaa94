/** The protocol AWS JSON 1.0 and 1.1, in which Step Functions and ECS are spoken to. */
package dev.errand.local.awsjson;
