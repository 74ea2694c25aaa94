package dev.errand.cli.access;

import dev.errand.cli.api.AccessTokens;
import java.net.URI;
import java.util.Optional;

/**
 * An API and the tokens for it.
 *
 * @param stage the local stage that it belongs to, if it does
 */
public record Access(URI url, AccessTokens tokens, Optional<StageFile> stage) {}
