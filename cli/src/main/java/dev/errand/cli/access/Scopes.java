package dev.errand.cli.access;

/** What tokens allow. */
public final class Scopes {

  /** All scopes of a client. */
  public static final String CLIENT = "reports:read reports:write";

  /** All scopes of an administrator. */
  public static final String ADMIN = CLIENT + " reports:admin";

  private Scopes() {}
}
