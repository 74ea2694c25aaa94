package dev.errand.cli;

import java.io.IOException;

/** Where the access token of the next call comes from. */
@FunctionalInterface
interface AccessTokens {

  /** A token that is good for a call now. */
  String next() throws IOException, InterruptedException;
}
