import dev.errand.core.request.ParsedRequest;
import dev.errand.core.request.RequestParser;
import dev.errand.core.type.ReportTypes;

/** dev.harrel:json-schema over the maps of Jackson jr, as the functions have it. */
final class Ours {

  public static void main(String[] arguments) throws Exception {
    Case.run(
        arguments,
        () -> {
          RequestParser parser = new RequestParser(ReportTypes.onClassPath());
          return text -> parser.parse(text) instanceof ParsedRequest.Valid;
        });
  }
}
