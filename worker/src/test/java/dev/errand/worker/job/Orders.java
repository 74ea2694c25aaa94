package dev.errand.worker.job;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Orders, and what a plain program makes of them. */
final class Orders {

  static final Instant START = Instant.parse("2021-03-01T00:00:00Z");

  private static final JsonMapper JSON = new JsonMapper();
  private static final String[] NAMES = {
    "Ann", "Müller, Söhne & Co", "say \"hi\"", "=1+1", "'=2", "two\nlines", "", "株式会社"
  };

  private Orders() {}

  /** Orders in the order of their time and id; several have the same time. */
  static List<ObjectNode> of(int count) {
    SplittableRandom random = new SplittableRandom(count);
    List<ObjectNode> orders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ObjectNode order = JSON.createObjectNode();
      order.put("extra", i).putArray("lines").addObject().put("sku", "x" + i);
      order.put("state", random.nextInt(3) == 0 ? "paid" : "open");
      order
          .putObject("customer")
          .put("name", NAMES[random.nextInt(NAMES.length)])
          .put("country", random.nextBoolean() ? "DE" : null);
      ObjectNode total = order.putObject("total");
      total.put("currency", random.nextBoolean() ? "EUR" : "JPY");
      total.put("amount", BigDecimal.valueOf(random.nextInt(-999, 99_999), random.nextInt(3)));
      order.put("created", START.plusSeconds(i / 2 * 1000L).toString());
      order.put("id", "ord_%05d".formatted(i));
      orders.add(order);
    }
    return orders;
  }

  /** The type of the orders, for an API of a shape. */
  static String type(ShapedApi.Shape shape, String more) {
    return """
        {"title": "Orders", "owner": "/client_id",
         "source": {"path": "/orders", "query": {"status": "{status}"}, "records": "%s",
          "page": %s %s},
         "columns": [
          {"name": "id", "title": "Id"},
          {"name": "created", "title": "Created", "type": "timestamp"},
          {"name": "customer", "title": "Customer", "pointer": "/customer/name"},
          {"name": "country", "title": "Country", "pointer": "/customer/country", "optional": true},
          {"name": "amount", "title": "Amount", "pointer": "/total/amount", "type": "decimal"},
          {"name": "currency", "title": "Currency", "pointer": "/total/currency"},
          {"name": "sku", "title": "First line", "pointer": "/lines/0/sku"},
          {"name": "state", "title": "State"}],
         "output": {"formats": ["csv"]},
         "summary": {
          "measures": [{"column": "amount", "unit": "currency"}],
          "dimensions": ["state", {"column": "created", "by": "day"}]}}"""
        .formatted(shape.records, shape.page, more);
  }

  /** The rows of the CSV, without the header. */
  static String csv(List<ObjectNode> orders) {
    StringBuilder csv = new StringBuilder();
    for (ObjectNode order : orders) {
      String country = order.at("/customer/country").isNull() ? "" : "DE";
      csv.append(
          String.join(
              ",",
              order.get("id").textValue(),
              order.get("created").textValue(),
              quoted(order.at("/customer/name").textValue()),
              country,
              order.at("/total/amount").decimalValue().toPlainString(),
              order.at("/total/currency").textValue(),
              order.at("/lines/0/sku").textValue(),
              order.get("state").textValue()));
      csv.append("\r\n");
    }
    return csv.toString();
  }

  private static String quoted(String text) {
    String guarded = text.startsWith("=") || text.startsWith("'=") ? "'" + text : text;
    return guarded.isEmpty() || guarded.matches("(?s).*[,\"\n].*")
        ? '"' + guarded.replace("\"", "\"\"") + '"'
        : guarded;
  }
}
