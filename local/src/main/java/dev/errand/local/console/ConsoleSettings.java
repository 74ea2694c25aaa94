package dev.errand.local.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the console needs to know about a stage.
 *
 * @param artifacts where the files of reports are; nothing else is shown in a frame
 * @param clients the clients that a user can sign in as, besides an operator
 * @param parameters of the template that are not its defaults
 */
public record ConsoleSettings(URI artifacts, List<UUID> clients, Map<String, String> parameters) {

  public ConsoleSettings {
    clients = List.copyOf(clients);
    parameters = Map.copyOf(parameters);
  }

  /** The file {@code config.json} of the console. */
  String json() {
    ObjectNode config = new ObjectMapper().createObjectNode();
    config.put("sign_in", "stage");
    config.put("client_claim", parameters.getOrDefault("ClientClaim", "client_id"));
    config.put("scope_claim", parameters.getOrDefault("ScopeClaim", "scope"));
    config
        .putObject("scopes")
        .put("read", parameters.getOrDefault("ReadScope", "reports:read"))
        .put("write", parameters.getOrDefault("WriteScope", "reports:write"))
        .put("admin", parameters.getOrDefault("AdminScope", "reports:admin"));
    ArrayNode names = config.putArray("clients");
    clients.forEach(client -> names.add(client.toString()));
    return config.toPrettyString();
  }

  /** The policy of the template, with the addresses of the stage. */
  String contentSecurityPolicy() {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        + " connect-src 'self'; frame-src %s; base-uri 'none'; form-action 'none';"
            .formatted(artifacts)
        + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
  }
}
