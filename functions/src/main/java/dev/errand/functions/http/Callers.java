package dev.errand.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the caller from what API Gateway's JWT authorizer found in the token. */
final class Callers {

  private final String clientClaim;

  Callers(String clientClaim) {
    this.clientClaim = clientClaim;
  }

  /** Nobody if the request has passed no authorizer. */
  Optional<Caller> of(RequestContext context) {
    return Optional.ofNullable(context.getAuthorizer())
        .flatMap(authorizer -> Optional.ofNullable(authorizer.getJwt()))
        .flatMap(jwt -> Optional.ofNullable(jwt.getClaims()))
        .map(this::of);
  }

  private Caller of(Map<String, String> claims) {
    Optional<UUID> clientId = Optional.ofNullable(claims.get(clientClaim)).flatMap(Callers::uuid);
    return new Caller(
        clientId.map(UUID::toString).orElse("subject:" + claims.get("sub")),
        clientId,
        scopes(claims));
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
