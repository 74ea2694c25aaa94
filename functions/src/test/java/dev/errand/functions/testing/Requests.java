package dev.errand.functions.testing;

import java.util.UUID;

/** Report requests for tests. */
public final class Requests {

  public static final UUID CLIENT = UUID.fromString("1266cd5a-1dfa-44f2-83ca-534c30b38555");
  public static final UUID OTHER = UUID.fromString("6b9a36ad-7f33-4ef5-9b5b-28d1ff1d1a52");
  public static final String READ_WRITE = "reports:read reports:write";

  private Requests() {}

  /** A valid request of a client. */
  public static String of(UUID client, String name) {
    return """
        {"filter": {"client_id": "%s", "start_date": "2021-01-01", "end_date": "2021-12-31"},
         "name": "%s"}"""
        .formatted(client, name);
  }

  /** A valid request of a client for the type {@code invoices}, which only tests have. */
  public static String invoices(UUID client) {
    return "{\"type\": \"invoices\", \"shop\": \"%s\"}".formatted(client);
  }

  /** A post of a request by the client itself. */
  public static Call post(UUID client, String key, String name) {
    return postOf(client, key, of(client, name));
  }

  /** A post of this request by the client itself. */
  public static Call postOf(UUID client, String key, String request) {
    return Call.post("/v1/reports")
        .header("Idempotency-Key", key)
        .json(request)
        .as(client, READ_WRITE);
  }
}
