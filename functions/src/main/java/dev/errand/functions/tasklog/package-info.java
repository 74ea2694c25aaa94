/** What tasks logged: the only package that talks to CloudWatch Logs. */
package dev.errand.functions.tasklog;
