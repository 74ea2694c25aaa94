package dev.errand.worker.type;

import java.net.URI;
import java.util.Optional;

/** How requests are authenticated. The secret itself is in the worker's environment. */
public sealed interface Auth {

  /** {@code Authorization: Bearer} with the secret. */
  record Bearer() implements Auth {}

  /** The secret is in a header. */
  record KeyInHeader(String name) implements Auth {}

  /** The secret is in a query parameter. */
  record KeyInQuery(String name) implements Auth {}

  /** HTTP Basic (RFC 7617); the secret is {@code user:password}. */
  record Basic() implements Auth {}

  /**
   * OAuth 2 client credentials (RFC 6749, section 4.4); the secret is {@code client_id:secret}.
   *
   * @param tokenUrl the token endpoint
   */
  record OAuth2(URI tokenUrl, Optional<String> scope) implements Auth {}

  /** Requests have no credentials. */
  record None() implements Auth {}
}
