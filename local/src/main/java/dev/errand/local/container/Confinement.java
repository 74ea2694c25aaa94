package dev.errand.local.container;

import java.util.List;
import java.util.Optional;

/**
 * What a container can use.
 *
 * @param memory in MiB, with no swap beyond it
 * @param readOnlyRoot whether its own files are read-only
 * @param user and group, as {@code UID:GID} or names; those of its image if empty
 * @param volumes folders of the container that it can write to in any case; what is in them is lost
 *     with it
 */
public record Confinement(
    int memory, boolean readOnlyRoot, Optional<String> user, List<String> volumes) {}
