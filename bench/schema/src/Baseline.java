import com.fasterxml.jackson.jr.ob.JSON;

/** Reads the request and checks one date: the figures that the others are compared with. */
final class Baseline {

  public static void main(String[] arguments) throws Exception {
    Case.run(
        arguments,
        () ->
            text -> {
              try {
                return JSON.std.anyFrom(text).toString().contains("2021-12-31");
              } catch (java.io.IOException e) {
                return false;
              }
            });
  }
}
