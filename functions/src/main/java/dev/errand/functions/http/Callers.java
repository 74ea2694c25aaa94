package dev.errand.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import dev.errand.functions.http.Problem.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the caller from what API Gateway's JWT authorizer found in the token. */
final class Callers {

  /**
   * Claims that identify a caller, the best first: a client's own token need not have a subject.
   */
  private static final List<String> NAMES = List.of("sub", "client_id", "azp");

  /** OpenID Connect allows a subject this many characters. */
  private static final int MAX_PRINCIPAL_CHARACTERS = 255;

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final ClaimMapping mapping;

  Callers(ClaimMapping mapping) {
    this.mapping = mapping;
  }

  /** Who sends the request, or what keeps the functions from knowing that. */
  Identity of(RequestContext context) {
    return Optional.ofNullable(context.getAuthorizer())
        .flatMap(authorizer -> Optional.ofNullable(authorizer.getJwt()))
        .flatMap(jwt -> Optional.ofNullable(jwt.getClaims()))
        .map(this::of)
        .orElseGet(
            () ->
                new Identity.Unknown(
                    Problem.of(
                        Kind.UNAUTHENTICATED,
                        "Send an access token: the header Authorization with the value"
                            + " Bearer TOKEN.")));
  }

  private Identity of(Map<String, String> claims) {
    Optional<String> client = named(claims, mapping.clientClaim());
    Optional<UUID> clientId = client.flatMap(Callers::uuid);
    Optional<String> name =
        NAMES.stream().filter(claim -> named(claims, claim).isPresent()).findFirst();
    Optional<String> id =
        clientId.map(UUID::toString).or(() -> name.map(claim -> id(claim, claims.get(claim))));
    if (id.isEmpty()) {
      return new Identity.Unknown(unidentified());
    }
    String principal = name.map(claims::get).orElseGet(client::orElseThrow);
    return new Identity.Known(
        new Caller(
            id.get(),
            principal.substring(0, Math.min(principal.length(), MAX_PRINCIPAL_CHARACTERS)),
            clientId,
            scopes(claims)),
        mapping,
        client.isPresent());
  }

  private Problem unidentified() {
    return Problem.of(
        Kind.FORBIDDEN,
        "The token does not identify a caller: it has neither of the claims %s and %s."
            .formatted(String.join(", ", NAMES), mapping.clientClaim()));
  }

  private static Optional<String> named(Map<String, String> claims, String name) {
    return Optional.ofNullable(claims.get(name)).filter(value -> !value.isBlank());
  }

  private static String id(String claim, String value) {
    return (claim.equals("sub") ? "subject" : claim) + ":" + value;
  }

  private Set<Scope> scopes(Map<String, String> claims) {
    List<String> held = held(claims);
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    mapping.names().forEach((scope, name) -> add(scopes, scope, held.contains(name)));
    return scopes;
  }

  private static void add(Set<Scope> scopes, Scope scope, boolean isHeld) {
    if (isHeld) {
      scopes.add(scope);
    }
  }

  /** Scopes come as one text; API Gateway writes a list as {@code [a b]}. */
  private List<String> held(Map<String, String> claims) {
    String text =
        named(claims, mapping.scopeClaim())
            .or(
                () ->
                    mapping.scopeClaim().equals("scope") ? named(claims, "scp") : Optional.empty())
            .orElse("");
    boolean isList = text.startsWith("[") && text.endsWith("]");
    return Arrays.asList((isList ? text.substring(1, text.length() - 1) : text).split(" "));
  }

  private static Optional<UUID> uuid(String text) {
    return Optional.of(text).filter(UUID_TEXT.asMatchPredicate()).map(UUID::fromString);
  }
}
