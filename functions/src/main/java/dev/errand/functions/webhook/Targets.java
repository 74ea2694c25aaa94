package dev.errand.functions.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where events may be sent to, by the URL. What its host resolves to is checked when it is
 * connected.
 *
 * @param hosts host names, or {@code *.} and a domain for every name below it; none for every host
 * @param loopback whether plain HTTP to this machine is allowed, which only the stage allows
 */
public record Targets(List<String> hosts, boolean loopback) {

  /** The maximum number of characters of a URL. */
  public static final int MAX_LENGTH = 1024;

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** At least two labels, the last of which is no number: what every form of an address is not. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

  public Targets {
    hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
  }

  /** What keeps events from being sent to a URL, as a sentence without the URL. */
  public Optional<String> refusal(String url) {
    if (url.length() > MAX_LENGTH) {
      return Optional.of("It must have at most %d characters.".formatted(MAX_LENGTH));
    }
    URI parsed;
    try {
      parsed = new URI(url);
    } catch (URISyntaxException e) {
      return Optional.of("It must be a URL (RFC 3986).");
    }
    if (parsed.getHost() == null || parsed.getRawUserInfo() != null) {
      return Optional.of("It must have a host, and no user or password.");
    }
    if (parsed.getRawFragment() != null) {
      return Optional.of("It must have no fragment.");
    }
    if (parsed.getPort() == 0 || parsed.getPort() > 65_535) {
      return Optional.of("It must have a port from 1 to 65535, or none.");
    }
    String host = parsed.getHost().toLowerCase(Locale.ROOT);
    if (isLoopback(host) && isHttp(parsed)) {
      return Optional.empty();
    }
    if (!"https".equalsIgnoreCase(parsed.getScheme())) {
      return Optional.of("It must begin with https://.");
    }
    if (host.length() > 253 || !NAME.matcher(host).matches()) {
      return Optional.of("Its host must be a public DNS name, such as hooks.example.com.");
    }
    if (!hosts.isEmpty() && hosts.stream().noneMatch(allowed -> covers(allowed, host))) {
      return Optional.of("Its host is not among those that the operator allows.");
    }
    return Optional.empty();
  }

  /** Whether a host is this machine, and that is allowed. */
  public boolean isLoopback(String host) {
    return loopback && LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
  }

  private static boolean isHttp(URI url) {
    return "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
  }

  private static boolean covers(String allowed, String host) {
    return allowed.startsWith("*.") ? host.endsWith(allowed.substring(1)) : host.equals(allowed);
  }
}
