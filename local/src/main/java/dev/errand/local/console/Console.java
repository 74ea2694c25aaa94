package dev.errand.local.console;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Serves the files of the console, its settings and tokens to sign in with. All other requests go
 * to the API.
 *
 * <p>Every program that can reach the loopback interface is trusted here. A page of another site in
 * a browser is not: a request must name this machine as its host, which protects from DNS
 * rebinding, and a token is given only to a request of JSON, which a page of another site cannot
 * send.
 */
public final class Console extends Filter {

  private static final String SETTINGS = "/config.json";
  private static final String TOKEN = "/console/token";
  private static final String JSON = "application/json";
  private static final int MAX_TOKEN_REQUEST = 1024;

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "json", JSON);

  private final Path folder;
  private final ConsoleSettings settings;
  private final Tokens tokens;

  /** Issues tokens. */
  public interface Tokens {

    /**
     * The answer of OAuth 2.0's token endpoint, as JSON.
     *
     * @param scope with spaces between
     */
    String grant(UUID client, String scope);
  }

  /**
   * A console.
   *
   * @param folder its files
   */
  public Console(Path folder, ConsoleSettings settings, Tokens tokens) {
    this.folder = folder.toAbsolutePath().normalize();
    this.settings = settings;
    this.tokens = tokens;
  }

  @Override
  public String description() {
    return "the console";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    Optional<ConsoleResponse> answer = answer(exchange);
    if (answer.isEmpty()) {
      chain.doFilter(exchange);
      return;
    }
    try (exchange) {
      answer.get().writeTo(exchange, settings.contentSecurityPolicy());
    }
  }

  private Optional<ConsoleResponse> answer(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    String method = exchange.getRequestMethod();
    Optional<Path> file = method.equals("GET") ? file(uri.getPath()) : Optional.empty();
    boolean isSettings = method.equals("GET") && uri.getPath().equals(SETTINGS);
    boolean isToken = method.equals("POST") && uri.getPath().equals(TOKEN);
    if (file.isEmpty() && !isSettings && !isToken) {
      return Optional.empty();
    }
    if (!LoopbackHost.names(exchange.getRequestHeaders().getFirst("Host"))) {
      return Optional.of(
          ConsoleResponse.text(
              421, "Open the console as http://127.0.0.1:PORT or http://localhost:PORT."));
    }
    if (isToken) {
      return Optional.of(token(exchange));
    }
    return isSettings
        ? Optional.of(
            new ConsoleResponse(200, JSON, settings.json().getBytes(StandardCharsets.UTF_8)))
        : Optional.of(new ConsoleResponse(200, type(file.get()), Files.readAllBytes(file.get())));
  }

  private ConsoleResponse token(HttpExchange exchange) throws IOException {
    if (!JSON.equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      return ConsoleResponse.text(415, "Send application/json.");
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_TOKEN_REQUEST);
    return TokenRequest.read(body)
        .map(
            request ->
                new ConsoleResponse(
                    200,
                    JSON,
                    tokens
                        .grant(request.client(), request.scope())
                        .getBytes(StandardCharsets.UTF_8)))
        .orElseGet(() -> ConsoleResponse.text(400, "Name a client_id, a UUID, and a scope."));
  }

  private Optional<Path> file(String path) {
    String name = path.equals("/") ? "index.html" : path.substring(1);
    Path file;
    try {
      file = folder.resolve(name).normalize();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    return file.startsWith(folder)
            && TYPES.containsKey(extension(file))
            && Files.isRegularFile(file)
        ? Optional.of(file)
        : Optional.empty();
  }

  private static String type(Path file) {
    return TYPES.get(extension(file));
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
