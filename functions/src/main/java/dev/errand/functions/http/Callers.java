package dev.errand.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the caller from what API Gateway's JWT authorizer found in the token. */
final class Callers {

  /** Claims that tell callers apart, best first: a client's own token need not have a subject. */
  private static final List<String> NAMES = List.of("sub", "client_id", "azp");

  private final String clientClaim;

  Callers(String clientClaim) {
    this.clientClaim = clientClaim;
  }

  /** Nobody if the request has passed no authorizer, or its token names nobody. */
  Optional<Caller> of(RequestContext context) {
    return Optional.ofNullable(context.getAuthorizer())
        .flatMap(authorizer -> Optional.ofNullable(authorizer.getJwt()))
        .flatMap(jwt -> Optional.ofNullable(jwt.getClaims()))
        .flatMap(this::of);
  }

  private Optional<Caller> of(Map<String, String> claims) {
    Optional<UUID> clientId = Optional.ofNullable(claims.get(clientClaim)).flatMap(Callers::uuid);
    return clientId
        .map(UUID::toString)
        .or(() -> NAMES.stream().flatMap(name -> named(claims, name).stream()).findFirst())
        .map(id -> new Caller(id, clientId, scopes(claims)));
  }

  private static Optional<String> named(Map<String, String> claims, String name) {
    return Optional.ofNullable(claims.get(name))
        .filter(value -> !value.isBlank())
        .map(value -> (name.equals("sub") ? "subject" : name) + ":" + value);
  }

  /** Scopes come as one text; API Gateway writes a list as {@code [a b]}. */
  private static Set<String> scopes(Map<String, String> claims) {
    String text = claims.getOrDefault("scope", claims.getOrDefault("scp", ""));
    return Arrays.stream(text.replace("[", "").replace("]", "").split("[ ,]+"))
        .filter(scope -> !scope.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
