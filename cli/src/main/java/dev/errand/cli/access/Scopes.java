package dev.errand.cli.access;

/** What tokens allow. */
public final class Scopes {

  /** What a client may be allowed to do, short of acting for others. */
  public static final String CLIENT = "reports:read reports:write";

  /** Everything, for everybody's reports. */
  public static final String ADMIN = CLIENT + " reports:admin";

  private Scopes() {}
}
