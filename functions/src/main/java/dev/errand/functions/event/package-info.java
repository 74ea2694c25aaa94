/** Events of reports as JSON, and as events of Amazon EventBridge. */
package dev.errand.functions.event;
