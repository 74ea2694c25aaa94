package dev.errand.worker.records;

import dev.errand.worker.page.Bytes;
import dev.errand.worker.page.InvalidPageException;
import dev.errand.worker.page.Page;
import dev.errand.worker.page.PageParser;
import dev.errand.worker.page.RecordsQuery;
import dev.errand.worker.page.SortKey;
import dev.errand.worker.tally.PageTally;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The records of a query to the records API. */
record RecordsWindow(URI baseUrl, int pageSize, PageParser parser) implements Window<PageTally> {

  @Override
  public PageRequest request(ReadPosition position) {
    RecordsQuery query = parser.query();
    StringBuilder uri = new StringBuilder(baseUrl.toString());
    if (uri.charAt(uri.length() - 1) == '/') {
      uri.setLength(uri.length() - 1);
    }
    uri.append("/v1/records?client_id=").append(query.clientId());
    uri.append("&start_date=").append(query.firstDay());
    uri.append("&end_date=").append(query.lastDay());
    query.status().ifPresent(status -> uri.append("&status=").append(encoded(status)));
    uri.append("&page_size=").append(pageSize);
    position.cursor().ifPresent(text -> uri.append("&cursor=").append(encoded(text)));
    return new PageRequest(URI.create(uri.toString()), Map.of(), position.cursor().isEmpty());
  }

  @Override
  public ReadPage<PageTally> parse(Response response, ReadPosition position, Bytes csv)
      throws InvalidPageException {
    Page page = parser.parse(response.body(), SortKey.of(position.last()), csv);
    return new ReadPage<>(
        page.csv(),
        page.tally().rows(),
        page.tally(),
        page.last().values(),
        page.nextCursor(),
        OptionalLong.of(page.total()));
  }

  @Override
  public Optional<Window<PageTally>> beyond(List<String> last) {
    return Optional.of(new RecordsWindow(baseUrl, pageSize, parser.beyond(SortKey.of(last))));
  }

  @Override
  public String range() {
    return "from %s to %s".formatted(parser.query().firstDay(), parser.query().lastDay());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
