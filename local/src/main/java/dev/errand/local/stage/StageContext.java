package dev.errand.local.stage;

import dev.errand.local.Account;
import dev.errand.local.Checkout;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What every step of the start of a stage uses.
 *
 * @param parts what was started, to be closed with the stage
 * @param environment of the stage itself, with its account
 */
record StageContext(
    Checkout checkout,
    StageOptions options,
    DataFolder folder,
    Parts parts,
    Secrets secrets,
    StageEnvironment environment) {

  /**
   * Reads the secrets of the folder, or draws them for a new one.
   *
   * @param own the environment of the stage itself
   */
  static StageContext of(
      Checkout checkout,
      StageOptions options,
      DataFolder folder,
      Parts parts,
      Map<String, String> own) {
    Secrets secrets = Secrets.of(folder);
    return new StageContext(
        checkout, options, folder, parts, secrets, new StageEnvironment(secrets.account(), own));
  }

  /** The folder for everything that the stage keeps. */
  Path data() {
    return options.data();
  }

  /** The folder for logs. */
  Path logs() {
    return data().resolve("logs");
  }

  Account account() {
    return secrets.account();
  }

  /** The value of the secret of the sample records API, if the ARN is its. */
  Optional<String> recordsApiToken(String arn) {
    return arn.equals(environment.recordsApiTokenSecret())
        ? Optional.of(secrets.recordsApiToken())
        : Optional.empty();
  }
}
