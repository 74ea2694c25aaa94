package dev.errand.worker.records;

import dev.errand.worker.page.RecordsQuery;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The request for one page of a query.
 *
 * @param cursor the cursor of the page; empty for the first
 */
record PageRequest(RecordsQuery query, int pageSize, Optional<String> cursor) {

  URI uri(URI baseUrl) {
    StringBuilder uri = new StringBuilder(baseUrl.toString());
    if (uri.charAt(uri.length() - 1) == '/') {
      uri.setLength(uri.length() - 1);
    }
    uri.append("/v1/records?client_id=").append(query.clientId());
    uri.append("&start_date=").append(query.firstDay());
    uri.append("&end_date=").append(query.lastDay());
    query.status().ifPresent(status -> uri.append("&status=").append(encoded(status)));
    uri.append("&page_size=").append(pageSize);
    cursor.ifPresent(text -> uri.append("&cursor=").append(encoded(text)));
    return URI.create(uri.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
