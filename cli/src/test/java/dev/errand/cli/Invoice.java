package dev.errand.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/** A generated invoice, whose JSON has nested objects and a field that some lack. */
record Invoice(int index) {

  static final String CUSTOMER = "1266cd5a-1dfa-44f2-83ca-534c30b38555";

  private static final String OTHER = "7c1f1f5e-6a7f-4c1e-9d0e-0f8a4f1f2b11";
  private static final LocalDate START = LocalDate.parse("2025-01-01");

  static List<Invoice> generated(int count) {
    return IntStream.range(0, count).mapToObj(Invoice::new).toList();
  }

  boolean isOfCustomer() {
    return index % 5 != 0;
  }

  String number() {
    return "INV-%06d".formatted(index);
  }

  LocalDate issuedOn() {
    return START.plusDays(index * 7919L % 365);
  }

  String issuedAt() {
    return "%sT%02d:30:00Z".formatted(issuedOn(), index % 24);
  }

  BigDecimal total() {
    return BigDecimal.valueOf(index * 104_729L % 1_000_000 - 1000, 2);
  }

  String currency() {
    return index % 3 == 0 ? "USD" : "EUR";
  }

  String state() {
    return index % 4 == 0 ? "open" : "paid";
  }

  String customerName() {
    return "Müller, \"%d\" & Söhne".formatted(index % 7);
  }

  String note() {
    return index % 2 == 0 ? "" : "two\nlines";
  }

  /** The row of the report, in the order of the columns. */
  List<String> row() {
    return List.of(
        number(),
        issuedOn().toString(),
        issuedAt(),
        customerName(),
        total().toPlainString(),
        currency(),
        Integer.toString(index % 9),
        state(),
        note());
  }

  /** The file of json-server with these invoices. */
  static String file(List<Invoice> invoices) {
    ObjectNode file = new ObjectMapper().createObjectNode();
    ArrayNode all = file.putArray("invoices");
    invoices.forEach(invoice -> all.add(invoice.json()));
    return file.toString();
  }

  private ObjectNode json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("number", number());
    json.putObject("issued").put("on", issuedOn().toString()).put("at", issuedAt());
    json.putObject("customer")
        .put("ref", isOfCustomer() ? CUSTOMER : OTHER)
        .put("name", customerName());
    json.putObject("total").put("value", total().toPlainString()).put("unit", currency());
    json.put("lines", index % 9);
    json.put("state", state());
    if (!note().isEmpty()) {
      json.put("note", note());
    }
    return json;
  }
}
