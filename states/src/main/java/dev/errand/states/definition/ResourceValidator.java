package dev.errand.states.definition;

import java.util.Optional;

/** What a Task state may name as its {@code Resource}. */
@FunctionalInterface
public interface ResourceValidator {

  /** Why a resource cannot be called, and what to do; nothing if it can be. */
  Optional<String> refusal(String resource);

  /** Accepts every resource; for checks of a definition that is not run. */
  static ResourceValidator any() {
    return resource -> Optional.empty();
  }

  /** Accepts no resource; for definitions without Task states. */
  static ResourceValidator none() {
    return resource -> Optional.of("The resource '%s' is not available here.".formatted(resource));
  }
}
