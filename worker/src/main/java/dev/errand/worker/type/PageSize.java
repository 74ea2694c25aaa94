package dev.errand.worker.type;

/**
 * The number of records that a request asks for.
 *
 * @param parameter the query parameter
 */
public record PageSize(String parameter, int value) {}
