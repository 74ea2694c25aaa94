package dev.errand.functions.http;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who sends a request.
 *
 * @param id a name of the caller that no other caller has
 * @param principal the name of the caller in the token, for audits
 * @param clientId the client that the caller speaks for
 * @param scopes what the caller may do
 */
public record Caller(String id, String principal, Optional<UUID> clientId, Set<Scope> scopes) {

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Whether the caller may do what this scope allows. */
  public boolean may(Scope scope) {
    return scopes.contains(scope) || isAdmin();
  }

  /** Whether reports with this owner, or with none, are the caller's to see. */
  public boolean owns(Optional<UUID> owner) {
    return isAdmin() || (owner.isPresent() && owner.equals(clientId));
  }

  /** Whether the caller may act for every client. */
  public boolean isAdmin() {
    return scopes.contains(Scope.ADMIN);
  }
}
