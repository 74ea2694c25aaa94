package dev.errand.worker.records;

import java.net.URI;
import java.util.Map;

/**
 * The request for one page, without credentials.
 *
 * @param headers further headers
 * @param isFirst whether it is the first page of its window
 */
record PageRequest(URI uri, Map<String, String> headers, boolean isFirst) {}
