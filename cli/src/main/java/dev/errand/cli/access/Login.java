package dev.errand.cli.access;

import dev.errand.cli.api.Calls;
import dev.errand.cli.api.HttpAnswer;
import dev.errand.cli.api.HttpCall;
import dev.errand.cli.api.RetryDeadline;
import dev.errand.cli.api.Sleeper;
import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Text;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Signs in at an OpenID issuer and keeps a profile: a program with its client's secret, a person in
 * a browser by a device code (RFC 8628).
 */
public final class Login {

  private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
  private static final long USUAL_INTERVAL_SECONDS = 5;
  private static final long USUAL_LIFETIME_SECONDS = 600;

  private final Profiles profiles;
  private final TokenSources sources;
  private final Calls calls;
  private final Sleeper sleeper;

  public Login(Profiles profiles, TokenSources sources, Calls calls, Sleeper sleeper) {
    this.profiles = profiles;
    this.sources = sources;
    this.calls = calls;
    this.sleeper = sleeper;
  }

  /**
   * The data of a sign-in.
   *
   * @param secret the client's secret; empty where a person signs in
   */
  public record Request(
      String profile,
      URI url,
      URI issuer,
      String clientId,
      Optional<String> secret,
      Optional<String> scope) {}

  /**
   * Signs in and keeps the profile and its token.
   *
   * @param instructions receives the instructions for the person who signs in
   * @return when the token expires
   */
  public Instant signIn(Request request, Consumer<String> instructions)
      throws IOException, InterruptedException {
    Json issuer = discover(request.issuer());
    Optional<URI> device = issuer.at("device_authorization_endpoint").someText().map(URI::create);
    boolean byDevice = request.secret().isEmpty() && device.isPresent();
    Profile profile =
        new Profile(
            request.profile(),
            request.url(),
            request.issuer().toString(),
            AccessFinder.url(issuer.at("token_endpoint").text()),
            request.clientId(),
            request.secret(),
            request.scope(),
            byDevice);
    TokenCache tokens = sources.of(profile);
    if (byDevice) {
      tokens.keep(inBrowser(profile, AccessFinder.url(device.get().toString()), instructions));
    } else {
      tokens.renew();
    }
    profiles.save(profile);
    return Instant.ofEpochSecond(tokens.expiresAt());
  }

  private Json discover(URI issuer) throws IOException, InterruptedException {
    String base = issuer.toString();
    while (base.endsWith("/")) {
      base = base.substring(0, base.length() - 1);
    }
    HttpCall call = HttpCall.get(URI.create(base + "/.well-known/openid-configuration"));
    HttpAnswer answer = calls.send(call, RetryDeadline.interactive());
    try {
      Json json = Json.parse(answer.body());
      if (answer.status() == 200 && !json.at("token_endpoint").isMissing()) {
        return json;
      }
    } catch (IOException notJson) {
      // said below
    }
    throw new CommandFailure(
        ExitCode.UNAVAILABLE,
        "%s answered %d and is not the configuration of an OpenID issuer; check --issuer"
            .formatted(call.uri(), answer.status()));
  }

  private Json inBrowser(Profile profile, URI device, Consumer<String> instructions)
      throws IOException, InterruptedException {
    TokenEndpoint.Client client = new TokenEndpoint.Client(profile.clientId(), Optional.empty());
    Map<String, String> form = new LinkedHashMap<>();
    profile.scope().ifPresent(scope -> form.put("scope", scope));
    Json code = new TokenEndpoint(device, calls).ask(client, form);
    if (code.at("device_code").isMissing()) {
      TokenEndpoint.granted(code, "Check the client's id and scope.");
    }
    instructions.accept(
        "Open %s in a browser and enter the code %s"
            .formatted(
                Text.plain(code.at("verification_uri").text()),
                Text.plain(code.at("user_code").text())));
    return wait(new TokenEndpoint(profile.tokenEndpoint(), calls), client, code);
  }

  private Json wait(TokenEndpoint endpoint, TokenEndpoint.Client client, Json code)
      throws IOException, InterruptedException {
    long interval = code.at("interval").number(USUAL_INTERVAL_SECONDS);
    long left = code.at("expires_in").number(USUAL_LIFETIME_SECONDS);
    while (left > 0) {
      sleeper.sleep(Duration.ofSeconds(interval));
      left -= Math.max(1, interval);
      Json answer =
          endpoint.ask(
              client,
              Map.of("grant_type", DEVICE_GRANT, "device_code", code.at("device_code").text()));
      String error = answer.at("error").text();
      if (error.equals("slow_down")) {
        interval += USUAL_INTERVAL_SECONDS;
      } else if (!error.equals("authorization_pending")) {
        return TokenEndpoint.granted(answer, "The sign-in failed; start again: errand login.");
      }
    }
    throw new CommandFailure(
        ExitCode.TIMED_OUT, "the code was not entered in time; start again: errand login");
  }
}
