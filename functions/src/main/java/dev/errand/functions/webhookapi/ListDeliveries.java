package dev.errand.functions.webhookapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Problem.Kind;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.store.DeliveryPage;
import dev.errand.functions.store.DeliveryStore;
import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.EventId;
import dev.errand.functions.webhook.Webhook;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code GET /v1/webhooks/{webhook_id}/deliveries}. */
record ListDeliveries(VisibleWebhooks visible, DeliveryStore deliveries) implements Endpoint {

  private static final int DEFAULT_PAGE_SIZE = 20;
  private static final int MAX_PAGE_SIZE = 100;

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.requireScope(Scope.READ);
    request.requireOnlyParameters(Set.of("status", "page_size", "page_token"));
    Optional<Delivery.Status> status =
        parameter(request, "status", Delivery.Status::valueOf, "PENDING, DELIVERED or FAILED");
    int size =
        parameter(request, "page_size", ListDeliveries::pageSize, "a number from 1 to 100")
            .orElse(DEFAULT_PAGE_SIZE);
    Optional<EventId> after =
        parameter(request, "page_token", EventId::new, "the next_page_token of a page");
    Webhook webhook = visible.named(request, caller);
    DeliveryPage page = deliveries.page(webhook.id(), status, after, size);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("deliveries");
    page.deliveries().forEach(delivery -> list.add(WebhookJson.of(delivery)));
    page.next().ifPresent(next -> json.put("next_page_token", next.value()));
    return Response.json(200, json);
  }

  private static int pageSize(String text) {
    int size = Integer.parseInt(text);
    if (size < 1 || size > MAX_PAGE_SIZE) {
      throw new IllegalArgumentException();
    }
    return size;
  }

  private static <T> Optional<T> parameter(
      Request request, String name, Function<String, T> read, String expected) {
    try {
      return request.query(name).map(read);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Kind.INVALID_REQUEST, "The query parameter " + name + " must be " + expected + ".");
    }
  }
}
