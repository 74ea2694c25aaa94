/**
 * HTTP as API Gateway hands it to a function (payload format 2.0), problem details (RFC 9457) and
 * the JSON of reports.
 */
package dev.errand.functions.http;
