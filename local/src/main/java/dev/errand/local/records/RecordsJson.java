package dev.errand.local.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.errand.local.records.RecordsQueryReader.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes what the API answers. */
final class RecordsJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int BYTES_OF_A_RECORD = 350;

  private RecordsJson() {}

  static byte[] page(List<SampleRecord> records, Optional<String> nextCursor, long total)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(records.size() * BYTES_OF_A_RECORD);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("records");
      for (SampleRecord made : records) {
        write(json, made);
      }
      json.writeEndArray();
      json.writeStringField("next_cursor", nextCursor.orElse(null));
      json.writeNumberField("total", total);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, SampleRecord made) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", made.id().toString());
    json.writeStringField("client_id", made.clientId().toString());
    json.writeStringField("booked_at", made.bookedAt().toString());
    json.writeStringField("amount", made.amount().toPlainString());
    json.writeStringField("currency", made.currency());
    json.writeStringField("status", made.status());
    json.writeStringField("counterparty", made.counterparty());
    json.writeStringField("description", made.description());
    json.writeEndObject();
  }

  /** Problem details (RFC 9457). */
  static byte[] problem(int status, String title, String detail, List<Fault> faults)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("type", "about:blank");
      json.writeStringField("title", title);
      json.writeNumberField("status", status);
      json.writeStringField("detail", detail);
      if (!faults.isEmpty()) {
        json.writeArrayFieldStart("errors");
        for (Fault fault : faults) {
          json.writeStartObject();
          json.writeStringField("parameter", fault.parameter());
          json.writeStringField("detail", fault.detail());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
