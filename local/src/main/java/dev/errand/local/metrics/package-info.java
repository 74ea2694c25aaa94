/**
 * CloudWatch on the stage: collects the metrics that the template's alarms read, and evaluates the
 * alarms when their states are read. It keeps no history and sends no notification.
 */
package dev.errand.local.metrics;
