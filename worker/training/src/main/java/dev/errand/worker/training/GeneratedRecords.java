package dev.errand.worker.training;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A records API with generated records at a fixed interval. The first record has its fields in
 * another order than the others, so that its page takes the parser of all other types.
 */
final class GeneratedRecords {

  private static final long SECONDS_BETWEEN_RECORDS = 150;
  private static final Instant FIRST = Instant.parse("2021-01-01T00:00:00Z");
  private static final String[] CURRENCIES = {"EUR", "USD", "JPY"};
  private static final String[] STATUSES = {"settled", "pending"};
  private static final String[] COUNTERPARTIES = {"Northwind", "Müller, Söhne & Co"};

  private GeneratedRecords() {}

  static void answer(HttpExchange exchange) throws IOException {
    Map<String, String> query =
        Arrays.stream(exchange.getRequestURI().getRawQuery().split("&", -1))
            .map(parameter -> parameter.split("=", 2))
            .collect(Collectors.toMap(parameter -> parameter[0], parameter -> parameter[1]));
    long first = firstOf(LocalDate.parse(query.get("start_date")));
    long end = firstOf(LocalDate.parse(query.get("end_date")).plusDays(1));
    long from = Math.max(first, Long.parseLong(query.getOrDefault("cursor", "0")));
    long to = Math.min(end, from + Long.parseLong(query.get("page_size")));
    StringBuilder page = new StringBuilder(300 * (int) (to - from)).append("{\"records\":[");
    for (long i = from; i < to; i++) {
      page.append(i == from ? "" : ",").append(record(query.get("client_id"), i));
    }
    page.append("],\"next_cursor\":").append(to < end ? "\"" + to + "\"" : "null");
    page.append(",\"total\":").append(end - first).append('}');
    Responses.send(exchange, 200, page.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static long firstOf(LocalDate day) {
    long seconds = day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() - FIRST.getEpochSecond();
    return Math.floorDiv(seconds + SECONDS_BETWEEN_RECORDS - 1, SECONDS_BETWEEN_RECORDS);
  }

  private static String record(String clientId, long i) {
    return """
        {"id":"record-%08d","client_id":"%s","booked_at":"%s",%s,\
        "status":"%s","counterparty":"%s","description":"Invoice %d"}"""
        .formatted(
            i,
            clientId,
            FIRST.plusSeconds(i * SECONDS_BETWEEN_RECORDS),
            i == 0 ? currency(i) + "," + amount(i) : amount(i) + "," + currency(i),
            STATUSES[(int) (i % STATUSES.length)],
            COUNTERPARTIES[i % 20 == 0 ? 1 : 0],
            i);
  }

  private static String amount(long i) {
    return "\"amount\":\"%d.%02d\"".formatted(i % 5000, i % 100);
  }

  private static String currency(long i) {
    return "\"currency\":\"%s\"".formatted(CURRENCIES[(int) (i % CURRENCIES.length)]);
  }
}
