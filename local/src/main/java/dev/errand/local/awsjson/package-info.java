/** The protocols of AWS APIs: AWS JSON 1.0 and 1.1, and Smithy RPC v2 CBOR. */
package dev.errand.local.awsjson;
