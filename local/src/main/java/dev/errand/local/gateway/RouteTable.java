package dev.errand.local.gateway;

import dev.errand.local.template.RouteSpec;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the route for a request, the most specific first: a full match, then {@code {parameter}},
 * then {@code {proxy+}}, then {@code $default}. Source: "Routes for HTTP APIs" in API Gateway's
 * developer guide.
 */
final class RouteTable {

  /** A route with the values of its path parameters. */
  record Match(RouteSpec route, Map<String, String> pathParameters) {}

  private final List<RouteSpec> routes;

  RouteTable(List<RouteSpec> routes) {
    this.routes =
        routes.stream()
            .sorted(
                Comparator.comparingInt(RouteTable::vagueness)
                    .thenComparing(route -> route.method().equals("ANY")))
            .toList();
  }

  /**
   * @param path decoded
   */
  Optional<Match> match(String method, String path) {
    for (RouteSpec route : routes) {
      if (route.method().equals("ANY") || route.method().equals(method)) {
        Optional<Map<String, String>> parameters = parameters(route.path(), path);
        if (parameters.isPresent()) {
          return Optional.of(new Match(route, parameters.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static int vagueness(RouteSpec route) {
    if (route.path().equals("$default")) {
      return Integer.MAX_VALUE;
    }
    long parameters = route.path().chars().filter(c -> c == '{').count();
    return (int) parameters + (route.path().endsWith("+}") ? 1000 : 0);
  }

  private static Optional<Map<String, String>> parameters(String pattern, String path) {
    Map<String, String> values = new LinkedHashMap<>();
    if (pattern.equals("$default")) {
      return Optional.of(values);
    }
    String[] wanted = pattern.split("/", -1);
    String[] given = path.split("/", -1);
    for (int i = 0; i < wanted.length; i++) {
      if (i >= given.length) {
        return Optional.empty();
      }
      if (wanted[i].endsWith("+}")) {
        values.put(
            wanted[i].substring(1, wanted[i].length() - 2),
            String.join("/", List.of(given).subList(i, given.length)));
        return Optional.of(values);
      }
      if (wanted[i].startsWith("{")) {
        if (given[i].isEmpty()) {
          return Optional.empty();
        }
        values.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
      } else if (!wanted[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return given.length == wanted.length ? Optional.of(values) : Optional.empty();
  }
}
