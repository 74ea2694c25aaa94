package dev.errand.worker.type;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads how requests to a source are authenticated. */
final class AuthReader {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private AuthReader() {}

  static Auth read(Node node) {
    if (node.isText()) {
      return switch (node.text()) {
        case "bearer" -> new Auth.Bearer();
        case "basic" -> new Auth.Basic();
        case "none" -> new Auth.None();
        default -> throw node.wrong("must be bearer, basic, none, api_key or oauth2");
      };
    }
    node.allows("api_key", "oauth2");
    Optional<Node> key = node.optional("api_key");
    if (key.isPresent() == node.optional("oauth2").isPresent()) {
      throw node.wrong("must have either api_key or oauth2");
    }
    return key.map(AuthReader::apiKey).orElseGet(() -> oauth2(node.required("oauth2")));
  }

  private static Auth apiKey(Node node) {
    node.allows("header", "query");
    if (node.members().size() != 1) {
      throw node.wrong("must have either header or query");
    }
    return node.optional("header")
        .<Auth>map(one -> new Auth.KeyInHeader(SourceReader.header(one)))
        .orElseGet(() -> new Auth.KeyInQuery(SourceReader.parameter(node.required("query"))));
  }

  private static Auth oauth2(Node node) {
    node.allows("token_url", "scope");
    return new Auth.OAuth2(
        secure(node.required("token_url")), node.optional("scope").map(Node::text));
  }

  private static URI secure(Node node) {
    try {
      URI url = new URI(node.text());
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if (url.getHost() != null
          && url.getUserInfo() == null
          && (scheme.equals("https")
              || (scheme.equals("http") && LOOPBACK.contains(url.getHost())))) {
        return url;
      }
    } catch (URISyntaxException e) {
      // handled like any other URL that is not allowed
    }
    throw node.wrong("must be an https URL");
  }
}
