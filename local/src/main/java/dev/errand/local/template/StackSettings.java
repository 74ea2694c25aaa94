package dev.errand.local.template;

import dev.errand.local.Account;
import java.util.Map;

/**
 * What a template is read with.
 *
 * @param stackName every physical name begins with it
 * @param account gives region and account in names and ARNs
 * @param parameters values by parameter's name, lists joined by commas; defaults fill the rest, and
 *     those that the template does not declare are ignored
 */
public record StackSettings(String stackName, Account account, Map<String, String> parameters) {

  public StackSettings {
    parameters = Map.copyOf(parameters);
  }

  String arn(String service, String resource) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, account.region(), account.id(), resource);
  }
}
