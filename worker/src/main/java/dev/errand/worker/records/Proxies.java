package dev.errand.worker.records;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies of the environment: {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, in
 * upper or lower case. {@code NO_PROXY} has host names and domains with a comma between them, or
 * {@code *}.
 */
public final class Proxies {

  /** No proxies. */
  public static final Proxies NONE = of(Map.of());

  private final Optional<Proxy> https;
  private final Optional<Proxy> http;
  private final List<String> direct;

  private Proxies(Optional<Proxy> https, Optional<Proxy> http, List<String> direct) {
    this.https = https;
    this.http = http;
    this.direct = direct;
  }

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException if a proxy is not the URL of a host and a port without
   *     credentials
   */
  public static Proxies of(Map<String, String> environment) {
    String direct = value(environment, "NO_PROXY").orElse("").toLowerCase(Locale.ROOT);
    return new Proxies(
        value(environment, "HTTPS_PROXY").map(Proxies::proxy),
        value(environment, "HTTP_PROXY").map(Proxies::proxy),
        Arrays.stream(direct.split(","))
            .map(String::strip)
            .filter(host -> !host.isEmpty())
            .toList());
  }

  /** The proxy for a URL; empty for a direct connection. */
  Optional<Proxy> of(URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    if (direct.stream().anyMatch(pattern -> matches(pattern, host))) {
      return Optional.empty();
    }
    return url.getScheme().equalsIgnoreCase("https") ? https : http;
  }

  private static boolean matches(String pattern, String host) {
    String domain = pattern.startsWith("*.") ? pattern.substring(1) : pattern;
    return domain.equals("*")
        || host.equals(domain)
        || host.endsWith(domain.startsWith(".") ? domain : "." + domain);
  }

  private static Proxy proxy(String text) {
    URI url = URI.create(text.contains("://") ? text : "http://" + text);
    if (url.getHost() == null || url.getUserInfo() != null) {
      throw new IllegalArgumentException("a proxy must be the URL of a host and a port");
    }
    int port = url.getPort() < 0 ? 80 : url.getPort();
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(url.getHost(), port));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
        .filter(text -> !text.isBlank());
  }
}
