package dev.errand.cli.api;

import java.io.IOException;

/** Where the access token of a call comes from. */
public interface AccessTokens {

  /** A token that is not known to have expired. */
  String token() throws IOException, InterruptedException;

  /** Gets another token after the API has refused the last one; false if there is none. */
  boolean renew() throws IOException, InterruptedException;

  /** One token that is given, and no other. */
  static AccessTokens given(String token) {
    return new AccessTokens() {
      @Override
      public String token() {
        return token;
      }

      @Override
      public boolean renew() {
        return false;
      }
    };
  }
}
