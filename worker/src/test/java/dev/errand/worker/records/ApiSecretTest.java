package dev.errand.worker.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.worker.type.Auth;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiSecretTest {

  private static final SecretFormat CREDENTIALS = SecretFormat.of(new Auth.Basic());

  @ParameterizedTest
  @ValueSource(strings = {"user:pass word", "jürgen:paß:wort", "user:"})
  void aNameAndAPasswordMayHaveAnyCharacterButControls(String text) {
    assertThat(ApiSecret.parse(text + "\n", CREDENTIALS)).contains(text.strip());
    assertThat(
            ApiSecret.parse(
                text,
                SecretFormat.of(
                    new Auth.OAuth2(URI.create("https://idp.example/token"), Optional.empty()))))
        .contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", ":password", "user:pass\nword", ""})
  void anythingElseIsNoNameAndPassword(String text) {
    assertThat(ApiSecret.parse(text, CREDENTIALS)).isEmpty();
  }

  @Test
  void aKeyInTheQueryMayHaveSpacesAndAKeyInAHeaderMayNot() {
    assertThat(ApiSecret.parse("a key", SecretFormat.of(new Auth.KeyInQuery("key"))))
        .contains("a key");
    assertThat(ApiSecret.parse("a key", SecretFormat.of(new Auth.KeyInHeader("X-Key")))).isEmpty();
    assertThat(ApiSecret.parse("a key", SecretFormat.of(new Auth.Bearer()))).isEmpty();
  }
}
