package dev.errand.functions.http;

import dev.errand.functions.http.Problem.Kind;
import java.util.Optional;
import java.util.UUID;

/** What a token says about the sender of a request. */
sealed interface Identity {

  /** The caller, if it is known. */
  Optional<Caller> caller();

  /**
   * The caller, if a scope and, but for administrators, a client are its own.
   *
   * @throws ProblemException that names what the token lacks, and nothing of what it has
   */
  Caller with(Scope scope);

  /**
   * A caller.
   *
   * @param shape how its token was read
   * @param namesAClient whether there is a client claim, UUID or not
   */
  record Known(Caller known, TokenShape shape, boolean namesAClient) implements Identity {

    @Override
    public Optional<Caller> caller() {
      return Optional.of(known);
    }

    @Override
    public Caller with(Scope scope) {
      if (!known.may(scope)) {
        throw new ProblemException(
            Kind.FORBIDDEN,
            "This needs the scope %s, and the token's claim %s does not have it."
                .formatted(shape.name(scope), shape.scopeClaim()));
      }
      Optional<UUID> client = known.clientId();
      if (client.isEmpty() && !known.isAdmin()) {
        throw new ProblemException(
            Kind.FORBIDDEN,
            (namesAClient
                    ? "The token's claim %s, which names its client, is not a UUID."
                    : "The token has no claim %s, which names its client.")
                .formatted(shape.clientClaim()));
      }
      return known;
    }
  }

  /** Nobody that the functions know of. */
  record Unknown(Problem problem) implements Identity {

    @Override
    public Optional<Caller> caller() {
      return Optional.empty();
    }

    @Override
    public Caller with(Scope scope) {
      throw new ProblemException(problem);
    }
  }
}
