package dev.errand.functions.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SecretBoxTest {

  private final SecretBox box = new SecretBox(() -> DataKey.of("a".repeat(64)));

  @Property(tries = 100)
  void whatIsEncryptedIsReadBackByItsOwner(@ForAll String text, @ForAll String owner) {
    // half a surrogate pair has no UTF-8
    String valid = text.replaceAll("\\p{Cs}", "");

    assertThat(box.open(box.seal(valid, owner), owner)).isEqualTo(valid);
  }

  @Test
  void theSameTextIsNeverEncryptedAlike() {
    assertThat(box.seal("secret", "a")).isNotEqualTo(box.seal("secret", "a"));
  }

  @Test
  void anotherOwnerAnotherKeyAndAnyChangedByteAreRefused() {
    String encrypted = box.seal("secret", "a");

    assertThatThrownBy(() -> box.open(encrypted, "b")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new SecretBox(() -> DataKey.of("b".repeat(64))).open(encrypted, "a"))
        .isInstanceOf(IllegalStateException.class);
    byte[] bytes = Base64.getDecoder().decode(encrypted);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> box.open(Base64.getEncoder().encodeToString(changed), "a"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageNotContaining("secret\n");
    }
  }
}
