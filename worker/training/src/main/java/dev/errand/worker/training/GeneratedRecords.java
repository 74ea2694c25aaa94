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
 * An API with generated records at a fixed interval. Its records have the fields of the type {@code
 * records} and those of the declared type of the training run.
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
    StringBuilder page = new StringBuilder(400 * (int) (to - from)).append("{\"records\":[");
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
    Instant bookedAt = FIRST.plusSeconds(i * SECONDS_BETWEEN_RECORDS);
    return """
        {"id":"record-%08d","client_id":"%s","booked_at":"%s","amount":"%d.%02d",\
        "currency":"%s","status":"%s","counterparty":"%s","description":"Invoice %d",\
        "due":"%s","lines":{"count":%d,"rate":0.%02d},"paid":%b,"note":null}"""
        .formatted(
            i,
            clientId,
            bookedAt,
            i % 5000,
            i % 100,
            CURRENCIES[(int) (i % CURRENCIES.length)],
            STATUSES[(int) (i % STATUSES.length)],
            COUNTERPARTIES[i % 20 == 0 ? 1 : 0],
            i,
            LocalDate.ofInstant(bookedAt, ZoneOffset.UTC),
            i % 9,
            i % 100,
            i % 2 == 0);
  }
}
