package dev.errand.functions.http;

import dev.errand.functions.http.Problem.Kind;
import java.util.Optional;
import java.util.UUID;

/** The sender of a request, as its token names it. Checks the scopes that an endpoint requires. */
sealed interface Identity {

  /** The caller, if it is known. */
  Optional<Caller> caller();

  /**
   * Checks that the caller has a scope and, unless it is an administrator, a client.
   *
   * @return the caller
   * @throws ProblemException that names what the token lacks, and nothing of what it has
   */
  Caller requireScope(Scope scope);

  /**
   * A caller.
   *
   * @param mapping which claims of its token were read
   * @param namesAClient whether there is a client claim, UUID or not
   */
  record Known(Caller known, ClaimMapping mapping, boolean namesAClient) implements Identity {

    @Override
    public Optional<Caller> caller() {
      return Optional.of(known);
    }

    @Override
    public Caller requireScope(Scope scope) {
      if (!known.may(scope)) {
        throw new ProblemException(
            Kind.FORBIDDEN,
            "This needs the scope %s, and the token's claim %s does not have it."
                .formatted(mapping.name(scope), mapping.scopeClaim()));
      }
      Optional<UUID> client = known.clientId();
      if (client.isEmpty() && !known.isAdmin()) {
        throw new ProblemException(
            Kind.FORBIDDEN,
            (namesAClient
                    ? "The token's claim %s, which names its client, is not a UUID."
                    : "The token has no claim %s, which names its client.")
                .formatted(mapping.clientClaim()));
      }
      return known;
    }
  }

  /** A sender without a token, or with one that names no caller. */
  record Unknown(Problem problem) implements Identity {

    @Override
    public Optional<Caller> caller() {
      return Optional.empty();
    }

    @Override
    public Caller requireScope(Scope scope) {
      throw new ProblemException(problem);
    }
  }
}
