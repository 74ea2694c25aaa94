package dev.errand.cli;

import static dev.errand.cli.ScriptedApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.cli.Errand.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {

  private static final String PATH = "/v1/reports/" + Samples.ID;

  @AutoClose private final ScriptedApi api = new ScriptedApi();
  private final Path folder;
  private final Errand errand;

  ProfilesTest(@TempDir Path folder) {
    this.folder = folder;
    api.on(PATH, json(200, Samples.succeeded(1).toString()));
    errand = new Errand(folder).with("ERRAND_DATA", folder.resolve("none").toString());
  }

  @Test
  void aProgramSignsInWithItsSecretAndTheTokenIsUsedAgain() {
    issuer(false);
    api.on("/token", token("one", 3600));

    assertThat(login(errand.with("ERRAND_CLIENT_SECRET", "s:crét"), "robot").code()).isZero();
    assertThat(errand.run("show", Samples.ID).code()).isZero();
    assertThat(errand.run("show", Samples.ID).code()).isZero();

    assertThat(api.calls("/token")).hasSize(1);
    assertThat(api.calls("/token").get(0).header("Authorization"))
        .isEqualTo(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("robot:s%3Acr%C3%A9t".getBytes(StandardCharsets.UTF_8)));
    assertThat(api.calls(PATH))
        .extracting(call -> call.header("Authorization"))
        .containsExactly("Bearer one", "Bearer one");
  }

  @Test
  void onlyTheirOwnerCanReadProfilesAndTokens() throws IOException {
    issuer(false);
    api.on("/token", token("one", 3600));
    login(errand.with("ERRAND_CLIENT_SECRET", "secret"), "robot");

    for (String file :
        List.of(".config/errand/profiles.json", ".cache/errand/tokens/default.json")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aTokenIsRenewedBeforeItExpiresAndAfterItIsRefused() {
    issuer(false);
    api.on("/token", token("one", 30), token("two", 3600), token("three", 3600));
    login(errand, "robot");

    assertThat(errand.run("show", Samples.ID).code()).isZero();
    api.on(
        PATH, json(401, "{\"message\": \"Unauthorized\"}"), json(200, Samples.failed().toString()));
    assertThat(errand.run("show", Samples.ID).code()).isZero();

    assertThat(api.calls(PATH))
        .extracting(call -> call.header("Authorization"))
        .containsExactly("Bearer two", "Bearer two", "Bearer three");
  }

  @Test
  void aRequestWhoseTokenIsRejectedIsRepeatedWithANewToken() {
    issuer(false);
    api.on("/token", token("one", 3600), token("two", 3600));
    login(errand, "robot");
    api.on(
        "/v1/reports",
        json(401, "{\"message\": \"Unauthorized\"}"),
        json(202, Samples.report("QUEUED").toString()));

    assertThat(errand.withInput("{}").run("submit", "-").code()).isZero();
    assertThat(api.calls("/v1/reports").get(1).header("Authorization")).isEqualTo("Bearer two");
  }

  @Test
  void aPersonEntersACodeInABrowserAndStaysSignedIn() {
    issuer(true);
    api.on(
        "/device",
        json(
            200,
            """
            {"device_code": "d", "user_code": "WXYZ-1234", "interval": 5, "expires_in": 600,
             "verification_uri": "https://issuer.example.com/device"}
            """));
    api.on(
        "/token",
        json(400, "{\"error\": \"authorization_pending\"}"),
        json(400, "{\"error\": \"slow_down\"}"),
        json(200, "{\"access_token\": \"a\", \"expires_in\": 1, \"refresh_token\": \"r\"}"),
        json(200, "{\"access_token\": \"b\", \"expires_in\": 3600}"));

    Ended login = login(errand, "people");

    assertThat(login.code()).as(login.errors()).isZero();
    assertThat(login.errors()).contains("https://issuer.example.com/device", "WXYZ-1234");
    assertThat(errand.pauses()).extracting(pause -> pause.toSeconds()).containsExactly(5L, 5L, 10L);
    assertThat(errand.run("show", Samples.ID).code()).isZero();
    assertThat(api.calls("/token").get(3).body()).contains("refresh_token=r");
    assertThat(api.calls(PATH).get(0).header("Authorization")).isEqualTo("Bearer b");
  }

  @Test
  void aRefusalSaysWhatToDo() {
    issuer(false);
    api.on("/token", json(401, "{\"error\": \"invalid_client\"}"));

    Ended login = login(errand, "robot");

    assertThat(login.code()).isEqualTo(77);
    assertThat(login.errors()).contains("invalid_client", "errand login").hasLineCount(2);
    assertThat(errand.run("show", Samples.ID, "--profile", "default").code()).isEqualTo(66);
  }

  @Test
  void profilesAreNamedByOptionAndVariableAndForgotten() {
    issuer(false);
    api.on("/token", token("one", 3600));
    login(errand, "robot", "--profile", "test");

    assertThat(errand.run("show", Samples.ID).code()).isEqualTo(69);
    assertThat(errand.run("show", Samples.ID, "--profile", "test").code()).isZero();
    assertThat(errand.with("ERRAND_PROFILE", "test").run("token").out())
        .isEqualToIgnoringNewLines("one");
    assertThat(errand.run("logout", "--profile", "test").code()).isZero();
    assertThat(errand.run("show", Samples.ID, "--profile", "test").code()).isEqualTo(66);
    assertThat(folder.resolve(".cache/errand/tokens/test.json")).doesNotExist();
  }

  private Ended login(Errand as, String client, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("login", "--url", api.url(), "--issuer", api.url(), "--client-id", client));
    arguments.addAll(List.of(more));
    return as.run(arguments.toArray(String[]::new));
  }

  private void issuer(boolean withDevices) {
    api.on(
        "/.well-known/openid-configuration",
        json(
            200,
            "{\"token_endpoint\": \"%s/token\"%s}"
                .formatted(
                    api.url(),
                    withDevices
                        ? ", \"device_authorization_endpoint\": \"" + api.url() + "/device\""
                        : "")));
  }

  private static ScriptedApi.Reply token(String token, int seconds) {
    return json(200, "{\"access_token\": \"%s\", \"expires_in\": %d}".formatted(token, seconds));
  }
}
