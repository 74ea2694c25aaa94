package dev.errand.cli.access;

import dev.errand.cli.api.AccessTokens;
import dev.errand.cli.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A token in a file that only its owner can read, renewed a minute before it expires. */
final class TokenCache implements AccessTokens {

  private static final long MARGIN_SECONDS = 60;
  private static final long USUAL_LIFETIME_SECONDS = 300;

  private final Path file;
  private final String issuer;
  private final Grant grant;
  private Json kept;

  /**
   * Tokens.
   *
   * @param file the file of the token
   * @param issuer the issuer that a stored token must come from
   */
  TokenCache(Path file, String issuer, Grant grant) {
    this.file = file;
    this.issuer = issuer;
    this.grant = grant;
  }

  @Override
  public String token() throws IOException, InterruptedException {
    if (kept == null) {
      kept = read();
    }
    if (kept.at("expires_at").number(0) - MARGIN_SECONDS <= now()) {
      renew();
    }
    return kept.at("access_token").text();
  }

  @Override
  public boolean renew() throws IOException, InterruptedException {
    if (kept == null) {
      kept = read();
    }
    keep(grant.issue(kept.at("refresh_token").someText()));
    return true;
  }

  /** When the token expires, in seconds since 1970. */
  long expiresAt() {
    return kept == null ? 0 : kept.at("expires_at").number(0);
  }

  /** Keeps a token that the issuer has answered; in memory alone where no file can be written. */
  void keep(Json answer) {
    kept =
        Json.object(
            "issuer",
            issuer,
            "access_token",
            answer.at("access_token").text(),
            "expires_at",
            now() + answer.at("expires_in").number(USUAL_LIFETIME_SECONDS),
            "refresh_token",
            answer
                .at("refresh_token")
                .someText()
                .or(
                    () ->
                        Optional.ofNullable(kept)
                            .flatMap(old -> old.at("refresh_token").someText()))
                .orElse(null));
    try {
      PrivateFile.write(file, kept.toString());
    } catch (IOException readOnly) {
      // the next command asks for a token of its own
    }
  }

  private Json read() {
    try {
      if (file.toFile().exists()) {
        Json found = Json.read(file.toFile());
        if (found.at("issuer").text().equals(issuer)) {
          return found;
        }
      }
    } catch (IOException unreadable) {
      // as if there were none
    }
    return Json.object();
  }

  private static long now() {
    return System.currentTimeMillis() / 1000;
  }
}
