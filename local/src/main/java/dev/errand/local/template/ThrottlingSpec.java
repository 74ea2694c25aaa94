package dev.errand.local.template;

/**
 * How many requests a route takes.
 *
 * @param burst at once
 * @param rate a second in the long run
 */
public record ThrottlingSpec(int burst, double rate) {}
