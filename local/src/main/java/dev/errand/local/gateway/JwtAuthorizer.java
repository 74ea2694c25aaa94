package dev.errand.local.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.errand.local.template.AccessSpec;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * API Gateway's JWT authorizer ("Control access to HTTP APIs with JWT authorizers" in its developer
 * guide): RSA signatures by the issuer's published keys, {@code iss}, {@code aud} or {@code
 * client_id}, {@code exp}, {@code nbf}, {@code iat}, and one of the route's scopes.
 */
final class JwtAuthorizer {

  private static final Set<JWSAlgorithm> RSA =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512);

  /** RFC 9068 gives access tokens a type of their own. */
  private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES =
      new DefaultJOSEObjectTypeVerifier<>(
          JOSEObjectType.JWT,
          new JOSEObjectType("at+jwt"),
          new JOSEObjectType("application/at+jwt"),
          null);

  /** The decision about a request. */
  sealed interface Verdict {}

  /**
   * It is allowed.
   *
   * @param claims as the function gets them
   * @param scopes of the route that the token has
   */
  record Allowed(Map<String, String> claims, List<String> scopes) implements Verdict {}

  /** It has no valid token; the reason is for {@code WWW-Authenticate}. */
  record Unauthorized(String reason) implements Verdict {}

  /** Its token has none of the route's scopes. */
  record Forbidden() implements Verdict {}

  private final Map<String, DefaultJWTProcessor<SecurityContext>> processors =
      new ConcurrentHashMap<>();
  private final Clock clock;

  JwtAuthorizer(Clock clock) {
    this.clock = clock;
  }

  Verdict decide(AccessSpec access, String authorization) {
    if (authorization == null || authorization.isBlank()) {
      return new Unauthorized("the token is missing");
    }
    String token = authorization.replaceFirst("(?i)^Bearer\\s+", "").strip();
    JWTClaimsSet claims;
    try {
      claims = processor(access.issuer()).process(token, null);
      Optional<String> fault = fault(access, claims);
      if (fault.isPresent()) {
        return new Unauthorized(fault.get());
      }
    } catch (RemoteKeySourceException | IOException e) {
      return new Unauthorized("the issuer's keys cannot be read");
    } catch (ParseException | BadJOSEException | JOSEException e) {
      return new Unauthorized("the token is not valid");
    }
    List<String> held = new ArrayList<>(access.scopes());
    held.retainAll(scopes(claims));
    return held.isEmpty() && !access.scopes().isEmpty()
        ? new Forbidden()
        : new Allowed(texts(claims), held);
  }

  private Optional<String> fault(AccessSpec access, JWTClaimsSet claims) throws ParseException {
    Instant now = clock.instant();
    if (!access.issuer().equals(claims.getIssuer())) {
      return Optional.of("the token has an invalid issuer");
    }
    List<String> audience =
        claims.getAudience().isEmpty() && claims.getStringClaim("client_id") != null
            ? List.of(claims.getStringClaim("client_id"))
            : claims.getAudience();
    if (audience.stream().noneMatch(access.audience()::contains)) {
      return Optional.of("the token does not have a valid audience");
    }
    if (claims.getExpirationTime() == null
        || !claims.getExpirationTime().toInstant().isAfter(now)) {
      return Optional.of("the token has expired");
    }
    boolean early =
        (claims.getNotBeforeTime() != null && claims.getNotBeforeTime().toInstant().isAfter(now))
            || (claims.getIssueTime() != null && claims.getIssueTime().toInstant().isAfter(now));
    return early ? Optional.of("the token is not valid yet") : Optional.empty();
  }

  private static List<String> scopes(JWTClaimsSet claims) {
    Object scopes =
        claims.getClaim("scope") == null ? claims.getClaim("scp") : claims.getClaim("scope");
    if (scopes instanceof Collection<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return scopes == null ? List.of() : Arrays.asList(scopes.toString().split(" "));
  }

  /** API Gateway passes every claim as text, a list as {@code [a b]}. */
  private static Map<String, String> texts(JWTClaimsSet claims) {
    Map<String, String> texts = new LinkedHashMap<>();
    claims
        .toJSONObject()
        .forEach(
            (name, value) ->
                texts.put(
                    name,
                    value instanceof Collection<?> list
                        ? "[" + String.join(" ", list.stream().map(String::valueOf).toList()) + "]"
                        : String.valueOf(value)));
    return texts;
  }

  private DefaultJWTProcessor<SecurityContext> processor(String issuer) throws IOException {
    DefaultJWTProcessor<SecurityContext> known = processors.get(issuer);
    if (known != null) {
      return known;
    }
    URI keys = Discovery.keysOf(issuer);
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            RSA, JWKSourceBuilder.<SecurityContext>create(keys.toURL()).build()));
    processor.setJWSTypeVerifier(TYPES);
    // The claims are checked here, with this authorizer's clock
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    processors.put(issuer, processor);
    return processor;
  }
}
