package dev.errand.cli;

import dev.errand.cli.access.AccessOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads the usual arguments of {@code errand list} without picocli, whose set-up takes longer than
 * all the rest of that command. {@link ListCommand} reads all other arguments, and gives the same
 * answer to these.
 */
final class ListFastPath {

  private static final int UUID_LENGTH = 36;

  private Optional<String> client = Optional.empty();
  private Optional<Path> data = Optional.empty();
  private Optional<String> status = Optional.empty();
  private int limit = ListCommand.DEFAULT_LIMIT;
  private OutputForm form = OutputForm.TABLE;
  private boolean quiet;

  private ListFastPath() {}

  /** The request, if it is one for {@code list} and in its usual form. */
  static Optional<ListRequest> read(List<String> arguments) {
    if (arguments.isEmpty() || !arguments.get(0).equals("list")) {
      return Optional.empty();
    }
    ListFastPath read = new ListFastPath();
    boolean[] seen = new boolean[128];
    for (int i = 1; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      char kind = kind(argument);
      boolean hasValue = kind == 'd' || kind == 's' || kind == 'n' || kind == 'o';
      if (kind == '?' || seen[kind] || (hasValue && i + 1 == arguments.size())) {
        return Optional.empty();
      }
      seen[kind] = true;
      String value = hasValue ? arguments.get(++i) : argument;
      if (!read.take(kind, value)) {
        return Optional.empty();
      }
    }
    return Optional.of(read.request());
  }

  private static char kind(String argument) {
    return switch (argument) {
      case "--data" -> 'd';
      case "--status" -> 's';
      case "-n", "--limit" -> 'n';
      case "-o", "--output" -> 'o';
      case "--json" -> 'j';
      case "-q", "--quiet" -> 'q';
      default -> isUuid(argument) ? 'c' : '?';
    };
  }

  private boolean take(char kind, String value) {
    if (!isPlain(value) && kind != 'j' && kind != 'q') {
      return false;
    }
    switch (kind) {
      case 'c' -> client = Optional.of(value.toLowerCase(Locale.ROOT));
      case 'd' -> data = Optional.of(Path.of(value));
      case 's' -> status = Optional.of(value.toUpperCase(Locale.ROOT));
      case 'j' -> form = OutputForm.JSON;
      case 'q' -> quiet = true;
      case 'n' -> {
        return takeLimit(value);
      }
      case 'o' -> {
        return takeForm(value);
      }
      default -> throw new IllegalStateException("there is no option " + kind);
    }
    return true;
  }

  private boolean takeLimit(String value) {
    if (value.length() > 5) {
      return false;
    }
    int number = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      number = 10 * number + c - '0';
    }
    limit = number;
    return number > 0;
  }

  /** With {@code --json} as well, it is ListCommand that decides. */
  private boolean takeForm(String value) {
    for (OutputForm each : OutputForm.values()) {
      if (form == OutputForm.TABLE && each.toString().equals(value)) {
        form = each;
        return true;
      }
    }
    return false;
  }

  private ListRequest request() {
    return new ListRequest(
        new AccessOptions(Optional.empty(), Optional.empty(), data, Optional.empty()),
        new ReportListing.Criteria(client, status, Optional.empty(), limit),
        form,
        quiet && form == OutputForm.TABLE);
  }

  private static boolean isUuid(String text) {
    if (text.length() != UUID_LENGTH) {
      return false;
    }
    try {
      return UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException other) {
      return false;
    }
  }

  /** Whether picocli would take a text as it is: no option, quotation mark, variable or file. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain =
          (c >= '0' && c <= '9')
              || (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || c == '/'
              || c == '.'
              || c == '_'
              || (c == '-' && i > 0);
      if (!plain) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
