/** Report requests: the text that a client sends, read by the schema of its report type. */
package dev.errand.core.request;
