/** API Gateway on the stage: an HTTP API whose routes come from the template. */
package dev.errand.local.gateway;
