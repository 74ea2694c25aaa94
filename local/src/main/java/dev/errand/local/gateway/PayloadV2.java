package dev.errand.local.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.local.template.AccessSpec;
import dev.errand.states.value.Json;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a request as the event that a function gets. Source: "Payload format version 2.0" in API
 * Gateway's developer guide.
 */
final class PayloadV2 {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);

  private final Account account;
  private final Clock clock;

  PayloadV2(Account account, Clock clock) {
    this.account = account;
    this.clock = clock;
  }

  /**
   * The event of a request.
   *
   * @param id of the request
   */
  ObjectNode event(Request request, RouteTable.Match match, String id) {
    ObjectNode event = Json.object();
    event.put("version", "2.0");
    event.put("routeKey", match.route().key());
    event.put("rawPath", request.path());
    event.put("rawQueryString", request.query());
    if (request.headers().containsKey("cookie")) {
      for (String cookie : request.headers().get("cookie").split("; *", -1)) {
        event.withArray("cookies").add(cookie);
      }
    }
    ObjectNode headers = event.putObject("headers");
    request.headers().forEach(headers::put);
    headers.remove("cookie");
    putUnlessEmpty(event, "queryStringParameters", request.queryParameters());
    event.set("requestContext", context(request, match, id));
    putUnlessEmpty(event, "pathParameters", match.pathParameters());
    if (!request.body().isEmpty()) {
      event.put("body", request.body());
    }
    event.put("isBase64Encoded", request.isBase64Encoded());
    return event;
  }

  /** The event of a request whose token is valid. */
  ObjectNode event(
      Request request,
      RouteTable.Match match,
      String id,
      AccessSpec access,
      JwtAuthorizer.Allowed allowed) {
    ObjectNode event = event(request, match, id);
    ObjectNode jwt =
        ((ObjectNode) event.get("requestContext")).putObject("authorizer").putObject("jwt");
    ObjectNode claims = jwt.putObject("claims");
    allowed.claims().forEach(claims::put);
    if (access.scopes().isEmpty()) {
      jwt.putNull("scopes");
    } else {
      allowed.scopes().forEach(jwt.putArray("scopes")::add);
    }
    return event;
  }

  private ObjectNode context(Request request, RouteTable.Match match, String id) {
    ObjectNode context = Json.object();
    context.put("accountId", account.id());
    context.put("apiId", "local");
    context.put("domainName", request.headers().getOrDefault("host", "localhost"));
    context.put("domainPrefix", "local");
    context
        .putObject("http")
        .put("method", request.method())
        .put("path", request.path())
        .put("protocol", request.protocol())
        .put("sourceIp", request.sourceIp())
        .put("userAgent", request.headers().getOrDefault("user-agent", ""));
    context.put("requestId", id);
    context.put("routeKey", match.route().key());
    context.put("stage", "$default");
    context.put("time", TIME.format(ZonedDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)));
    context.put("timeEpoch", clock.millis());
    return context;
  }

  private static void putUnlessEmpty(ObjectNode event, String field, Map<String, String> values) {
    if (!values.isEmpty()) {
      ObjectNode node = event.putObject(field);
      values.forEach(node::put);
    }
  }
}
