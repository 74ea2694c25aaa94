package dev.errand.cli.access;

import dev.errand.cli.json.Json;
import java.net.URI;
import java.util.Optional;

/**
 * An API and how to sign in there.
 *
 * @param tokenEndpoint of the issuer
 * @param clientSecret of a program that signs in for itself; a person's profile has none
 */
public record Profile(
    String name,
    URI url,
    String issuer,
    URI tokenEndpoint,
    String clientId,
    Optional<String> clientSecret,
    Optional<String> scope,
    boolean isOfPerson) {

  static Profile of(String name, Json json) {
    return new Profile(
        name,
        URI.create(json.at("url").text()),
        json.at("issuer").text(),
        URI.create(json.at("token_endpoint").text()),
        json.at("client_id").text(),
        json.at("client_secret").someText(),
        json.at("scope").someText(),
        json.at("grant").text().equals("device_code"));
  }

  Json json() {
    return Json.object(
        "url",
        url.toString(),
        "issuer",
        issuer,
        "token_endpoint",
        tokenEndpoint.toString(),
        "client_id",
        clientId,
        "client_secret",
        clientSecret.orElse(null),
        "scope",
        scope.orElse(null),
        "grant",
        isOfPerson ? "device_code" : "client_credentials");
  }

  @Override
  public String toString() {
    return name + " (" + url + ")";
  }
}
