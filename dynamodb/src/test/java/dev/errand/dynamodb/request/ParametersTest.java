package dev.errand.dynamodb.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** The parameters of the service's API, as AWS's SDK has them, against those that the store has. */
class ParametersTest {

  private static final String MODEL = "software.amazon.awssdk.services.dynamodb.model.";

  @Test
  void everyParameterOfTheSdkIsKnownOrInTheListOfMissingOnes() throws Exception {
    Set<String> missing = new TreeSet<>();
    for (String operation : subjects("same")) {
      collect(operation, request(operation), RequestShapes.of(operation).parameters(), missing);
    }
    assertThat(missing).isEqualTo(subjects("missing parameter"));
  }

  private static SdkPojo request(String operation) throws ReflectiveOperationException {
    return (SdkPojo) Class.forName(MODEL + operation + "Request").getMethod("builder").invoke(null);
  }

  private static void collect(
      String path, SdkPojo structure, Map<String, Member> known, Set<String> missing) {
    for (SdkField<?> field : structure.sdkFields()) {
      String name = path + "." + field.locationName();
      Member member = known.get(field.locationName());
      if (member == null) {
        missing.add(name);
      } else {
        collectInside(name, field, member.shape(), missing);
      }
    }
  }

  private static void collectInside(
      String path, SdkField<?> field, Shape shape, Set<String> missing) {
    if (shape instanceof Shape.ListShape list) {
      collectInside(
          path, field.getTrait(ListTrait.class).memberFieldInfo(), list.element().shape(), missing);
    } else if (shape instanceof Shape.MapShape map) {
      collectInside(
          path, field.getTrait(MapTrait.class).valueFieldInfo(), map.member().shape(), missing);
    } else if (shape instanceof Shape.StructureShape structure) {
      collect(path, field.constructor().get(), structure.members(), missing);
    }
  }

  /** The subjects of one kind in the list of what the store does. */
  private static Set<String> subjects(String kind) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                ParametersTest.class.getResourceAsStream("/dev/errand/dynamodb/compatibility.tsv"),
                StandardCharsets.UTF_8))) {
      Set<String> subjects = new TreeSet<>();
      lines
          .lines()
          .map(line -> line.split("\t", -1))
          .filter(cells -> cells[0].equals(kind))
          .forEach(cells -> subjects.add(cells[1]));
      return subjects;
    }
  }
}
