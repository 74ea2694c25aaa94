/** The limit on tasks at once: who is started when. */
package dev.errand.functions.tasklimit;
