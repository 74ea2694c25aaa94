package dev.errand.local.template;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code AWS::Serverless::HttpApi}: what its routes have in common. */
final class ApiReader {

  private static final Set<String> KNOWN =
      Set.of(
          "AccessLogSettings",
          "Auth",
          "DefaultRouteSettings",
          "Description",
          "FailOnWarnings",
          "Name",
          "PropagateTags",
          "RouteSettings",
          "StageName",
          "Tags");

  private static final String HEADER = "$request.header.";

  private final Optional<Section> api;

  /** Without a resource of its own, the API is the one that SAM makes. */
  ApiReader(List<Resource> apis) {
    if (apis.size() > 1) {
      throw new TemplateException(apis.get(1).line(), "the stage has one HTTP API");
    }
    api = apis.stream().findFirst().map(resource -> resource.properties().only(KNOWN));
    api.ifPresent(
        properties -> {
          if (!properties.optionalText("StageName").orElse("$default").equals("$default")) {
            throw properties.refusal("StageName", "must be $default");
          }
        });
  }

  /**
   * Of a route: its own settings, or those for all routes.
   *
   * @param key such as {@code GET /v1/reports}
   */
  Optional<ThrottlingSpec> throttling(String key) {
    return api.flatMap(properties -> properties.optionalSection("RouteSettings"))
        .flatMap(routes -> routes.optionalSection(key))
        .flatMap(ApiReader::throttling)
        .or(
            () ->
                api.flatMap(properties -> properties.optionalSection("DefaultRouteSettings"))
                    .flatMap(ApiReader::throttling));
  }

  private static Optional<ThrottlingSpec> throttling(Section settings) {
    settings.only(Set.of("DetailedMetricsEnabled", "ThrottlingBurstLimit", "ThrottlingRateLimit"));
    return settings.has("ThrottlingBurstLimit")
        ? Optional.of(
            new ThrottlingSpec(
                settings.optionalInt("ThrottlingBurstLimit").orElseThrow(),
                Double.parseDouble(settings.text("ThrottlingRateLimit"))))
        : Optional.empty();
  }

  /** Who may call the route of an event. */
  Optional<AccessSpec> access(Section event) {
    Optional<Section> own =
        event
            .optionalSection("Auth")
            .map(auth -> auth.only(Set.of("Authorizer", "AuthorizationScopes")));
    Optional<Section> common =
        api.flatMap(properties -> properties.optionalSection("Auth"))
            .map(auth -> auth.only(Set.of("Authorizers", "DefaultAuthorizer")));
    Optional<String> name =
        own.flatMap(auth -> auth.optionalText("Authorizer"))
            .or(() -> common.flatMap(auth -> auth.optionalText("DefaultAuthorizer")))
            .filter(authorizer -> !authorizer.equals("NONE"));
    Optional<List<String>> scopes = own.flatMap(auth -> auth.optionalTexts("AuthorizationScopes"));
    return name.map(authorizer -> access(common, authorizer, event, scopes));
  }

  private static AccessSpec access(
      Optional<Section> common, String name, Section event, Optional<List<String>> scopes) {
    Section authorizer =
        common
            .flatMap(auth -> auth.optionalSection("Authorizers"))
            .flatMap(authorizers -> authorizers.optionalSection(name))
            .orElseThrow(() -> event.refusal("Auth", "names an authorizer that is not: " + name))
            .only(Set.of("AuthorizationScopes", "IdentitySource", "JwtConfiguration"));
    String source = authorizer.text("IdentitySource");
    if (!source.startsWith(HEADER)) {
      throw authorizer.refusal("IdentitySource", "must be " + HEADER + "NAME");
    }
    Section jwt = authorizer.section("JwtConfiguration").only(Set.of("issuer", "audience"));
    return new AccessSpec(
        jwt.text("issuer"),
        jwt.optionalTexts("audience").orElse(List.of()),
        source.substring(HEADER.length()),
        scopes.or(() -> authorizer.optionalTexts("AuthorizationScopes")).orElse(List.of()));
  }
}
