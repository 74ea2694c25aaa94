package dev.errand.local.template;

import java.util.List;

/**
 * What a route's JWT authorizer requires.
 *
 * @param issuer what {@code iss} must be; its OpenID discovery document names the keys
 * @param audience what {@code aud}, or {@code client_id} in its absence, must be one of
 * @param header where the token is
 * @param scopes of which the token needs one; none if this is empty
 */
public record AccessSpec(
    String issuer, List<String> audience, String header, List<String> scopes) {}
