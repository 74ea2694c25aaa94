import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Runs one way of checking a request: how long the first check takes, set-up included, and later ones. */
final class Case {

  private static final int WARM = 20_000;

  private Case() {}

  interface Preparation {
    Predicate<String> prepare() throws Exception;
  }

  static void run(String[] arguments, Preparation preparation) throws Exception {
    String valid = Files.readString(Path.of(arguments[0]));
    String invalid = valid.replace("2021-12-31", "2021-02-30");
    long begin = System.nanoTime();
    Predicate<String> check = preparation.prepare();
    if (!check.test(valid) || check.test(invalid)) {
      throw new IllegalStateException("this is no check");
    }
    long first = System.nanoTime() - begin;
    for (int i = 0; i < WARM; i++) {
      check.test(valid);
    }
    long later = System.nanoTime();
    for (int i = 0; i < WARM; i++) {
      check.test(valid);
    }
    System.out.printf(
        java.util.Locale.ROOT, "%.1f %.1f%n", first / 1e6, (System.nanoTime() - later) / 1e3 / WARM);
  }
}
