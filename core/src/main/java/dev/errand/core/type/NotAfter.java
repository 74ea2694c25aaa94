package dev.errand.core.type;

/**
 * A rule that a schema cannot express: of two dates, times or numbers of a request the first is not
 * after the second. A request that leaves one of them out keeps it.
 *
 * @param first JSON pointer into the request
 * @param second JSON pointer into the request; a violation is reported here
 */
public record NotAfter(String first, String second) {}
