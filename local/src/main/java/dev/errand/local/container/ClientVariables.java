package dev.errand.local.container;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The variables that an engine's command reads itself, such as where its engine listens. */
final class ClientVariables {

  private static final Set<String> NAMES =
      Set.of(
          "PATH",
          "HOME",
          "LANG",
          "TMPDIR",
          "USER",
          "LOGNAME",
          "DBUS_SESSION_BUS_ADDRESS",
          "REGISTRY_AUTH_FILE",
          "SSH_AUTH_SOCK");

  private static final List<String> PREFIXES =
      List.of("DOCKER_", "CONTAINER", "PODMAN_", "BUILDAH_", "STORAGE_", "XDG_", "LD_");

  private ClientVariables() {}

  static boolean has(String name) {
    return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
  }

  /** Those of an environment. */
  static Map<String, String> of(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(variable -> has(variable.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
