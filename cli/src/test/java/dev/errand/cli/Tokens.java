package dev.errand.cli;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;

/** Tokens that the stage's issuer would not give. */
final class Tokens {

  private Tokens() {}

  /** The token endpoint's answer with an administrator's token that has just expired. */
  static String expired(StageProcess stage) {
    try {
      RSAKey key =
          RSAKey.parse(
              Reports.json(Files.readString(stage.data().resolve("secrets.json")))
                  .path("token_key")
                  .asText());
      SignedJWT good = SignedJWT.parse(Reports.of(stage).token().orElseThrow());
      SignedJWT expired =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
              new JWTClaimsSet.Builder(good.getJWTClaimsSet())
                  .expirationTime(Date.from(Instant.now().minusSeconds(1)))
                  .build());
      expired.sign(new RSASSASigner(key));
      return "{\"access_token\": \"%s\", \"token_type\": \"Bearer\", \"expires_in\": 3600}"
          .formatted(expired.serialize());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
