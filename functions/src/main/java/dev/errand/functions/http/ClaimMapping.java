package dev.errand.functions.http;

import dev.errand.functions.runtime.Environment;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which claims of the identity provider's tokens contain the client and the scopes.
 *
 * @param clientClaim the claim that names the client, as a UUID
 * @param scopeClaim the claim that lists scopes, as a text or as a list; {@code scope} includes
 *     {@code scp}, as in API Gateway
 * @param names the provider's name of each scope
 */
public record ClaimMapping(String clientClaim, String scopeClaim, Map<Scope, String> names) {

  public ClaimMapping {
    names = Map.copyOf(names);
  }

  /** The mapping that the template's parameters name. */
  public static ClaimMapping of(Environment environment) {
    Map<Scope, String> names = new EnumMap<>(Scope.class);
    names.put(Scope.READ, environment.readScope());
    names.put(Scope.WRITE, environment.writeScope());
    names.put(Scope.ADMIN, environment.adminScope());
    return new ClaimMapping(environment.clientClaim(), environment.scopeClaim(), names);
  }

  /** The provider's name of a scope. */
  public String name(Scope scope) {
    return names.get(scope);
  }

  /** The claims of an administrator's token. */
  public Map<String, String> administrator(String clientId) {
    return Map.of("sub", clientId, clientClaim, clientId, scopeClaim, name(Scope.ADMIN));
  }
}
