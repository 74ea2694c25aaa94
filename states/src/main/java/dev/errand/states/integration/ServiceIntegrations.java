package dev.errand.states.integration;

import dev.errand.states.definition.ResourceValidator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The services that Task states can call.
 *
 * @param byResource by the {@code Resource} of the state; a name that ends in {@code *} matches all
 *     that begin with the part before
 */
public record ServiceIntegrations(Map<String, ServiceIntegration> byResource)
    implements ResourceValidator {

  private static final String NOT_HERE =
      "The resource provided %s is not recognized. The value is not a valid resource ARN, or the resource is not available here. ";

  public ServiceIntegrations {
    byResource = Map.copyOf(byResource);
  }

  /** The service of a resource. */
  public Optional<ServiceIntegration> find(String resource) {
    return matching(resource).filter(found -> found.refusal(resource).isEmpty());
  }

  private Optional<ServiceIntegration> matching(String resource) {
    return Optional.ofNullable(byResource.get(resource))
        .or(
            () ->
                byResource.entrySet().stream()
                    .filter(entry -> entry.getKey().endsWith("*"))
                    .filter(entry -> resource.startsWith(prefix(entry.getKey())))
                    .max(Map.Entry.comparingByKey())
                    .map(Map.Entry::getValue));
  }

  private static String prefix(String pattern) {
    return pattern.substring(0, pattern.length() - 1);
  }

  @Override
  public Optional<String> refusal(String resource) {
    return matching(resource)
        .map(found -> found.refusal(resource))
        .orElseGet(() -> Optional.of("Available are: " + new TreeSet<>(byResource.keySet())))
        .map(reason -> NOT_HERE.formatted(resource) + reason);
  }
}
