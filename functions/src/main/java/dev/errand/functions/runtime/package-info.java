/** What Lambda gives a function: its environment variables and its log. */
package dev.errand.functions.runtime;
