/** CloudWatch Logs, as far as it holds what tasks log. */
package dev.errand.local.logs;
