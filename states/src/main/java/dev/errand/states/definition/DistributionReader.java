package dev.errand.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.FieldValue;
import dev.errand.states.dataflow.PayloadTemplate;
import dev.errand.states.state.ItemReader;
import dev.errand.states.state.ItemSource;
import dev.errand.states.state.MapState;
import dev.errand.states.state.ResultDestination;
import dev.errand.states.state.ResultWriter;
import dev.errand.states.value.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the fields of a Map state that runs its iterations as executions of their own.
 *
 * @param resources the services that can be called, to check the calls of S3
 */
record DistributionReader(Fields fields, ResourceValidator resources) {

  /** At most 40 characters, none of which has a meaning in an ARN or a pattern of one. */
  private static final Pattern LABEL =
      Pattern.compile("[^\\s\\p{Cntrl}?*<>{}\\[\\]\"#%\\\\^|~`$&,;:/]{1,40}");

  private static final Map<String, Character> DELIMITERS =
      Map.of("COMMA", ',', "PIPE", '|', "SEMICOLON", ';', "SPACE", ' ', "TAB", '\t');

  MapState.Distribution read(String executionType) {
    Optional<String> label = fields.text("Label");
    if (label.isPresent() && !LABEL.matcher(label.get()).matches()) {
      fields.problem("Label", "Use at most 40 letters, digits, - and _");
    }
    return new MapState.Distribution(
        label,
        executionType,
        fields.child("ItemReader").map(this::reader),
        fields.child("ResultWriter").map(this::writer));
  }

  private ItemReader reader(Fields reader) {
    reader.require("Resource");
    String resource = resource(reader, ItemSource.GET_OBJECT, ItemSource.LIST_OBJECTS).orElse("");
    Optional<Fields> config = reader.child("ReaderConfig");
    Optional<String> transformation =
        config.flatMap(
            found -> oneOf(found, "Transformation", List.of("NONE", "LOAD_AND_FLATTEN")));
    boolean objectsAreRead =
        resource.equals(ItemSource.GET_OBJECT)
            || transformation.filter("LOAD_AND_FLATTEN"::equals).isPresent();
    if (objectsAreRead && config.filter(found -> found.has("InputType")).isEmpty()) {
      reader.problem("ReaderConfig", "These fields are required: [InputType]");
    }
    Optional<ItemSource.Format> format = config.flatMap(this::format);
    ItemSource source =
        new ItemSource(
            resource,
            Json.object(),
            format.filter(found -> objectsAreRead),
            config.flatMap(found -> found.text("ItemsPointer")),
            config.map(this::csv).orElse(new ItemSource.Csv(',', Optional.empty())),
            Optional.empty());
    Optional<FieldValue> maxItems =
        config.flatMap(
            found -> new FieldValueReader(found).integer("MaxItems", 1, Integer.MAX_VALUE));
    Optional<PayloadTemplate> parameters = parameters(reader);
    config.ifPresent(Fields::refuseRest);
    reader.refuseRest();
    return new ItemReader(source, parameters, maxItems);
  }

  private Optional<ItemSource.Format> format(Fields config) {
    return oneOf(config, "InputType", names(ItemSource.Format.values()))
        .map(ItemSource.Format::valueOf);
  }

  private ItemSource.Csv csv(Fields config) {
    Optional<String> location = oneOf(config, "CSVHeaderLocation", List.of("FIRST_ROW", "GIVEN"));
    Optional<String> delimiter =
        oneOf(config, "CSVDelimiter", DELIMITERS.keySet().stream().sorted().toList());
    Optional<List<String>> headers =
        config.has("CSVHeaders") ? Optional.of(headers(config)) : Optional.empty();
    if (location.filter("GIVEN"::equals).isPresent() && headers.isEmpty()) {
      config.problem("", "These fields are required: [CSVHeaders]");
    }
    return new ItemSource.Csv(
        DELIMITERS.get(delimiter.orElse("COMMA")),
        headers.filter(names -> location.filter("GIVEN"::equals).isPresent()));
  }

  private static List<String> headers(Fields config) {
    JsonNode value = config.any("CSVHeaders");
    List<String> names = new ArrayList<>();
    value.forEach(name -> names.add(name.asText()));
    if (!value.isArray()) {
      config.problem("CSVHeaders", "Expected value of type Array");
    }
    return names;
  }

  private ResultWriter writer(Fields writer) {
    Optional<String> resource = resource(writer, ResultWriter.PUT_OBJECT);
    Optional<Fields> config = writer.child("WriterConfig");
    if (resource.isEmpty() && config.isEmpty()) {
      writer.problem("", "There should be one of the following fields: [Resource, WriterConfig]");
    }
    Optional<String> transformation =
        config.flatMap(
            found ->
                oneOf(found, "Transformation", names(ResultDestination.Transformation.values())));
    Optional<String> outputType =
        config.flatMap(
            found -> oneOf(found, "OutputType", names(ResultDestination.OutputType.values())));
    Optional<PayloadTemplate> parameters = parameters(writer);
    config.ifPresent(Fields::refuseRest);
    writer.refuseRest();
    return new ResultWriter(
        resource,
        parameters,
        transformation
            .map(ResultDestination.Transformation::valueOf)
            .orElse(ResultDestination.Transformation.NONE),
        outputType
            .map(ResultDestination.OutputType::valueOf)
            .orElse(ResultDestination.OutputType.JSON));
  }

  private static Optional<PayloadTemplate> parameters(Fields of) {
    return of.template(of.isJsonata() ? "Arguments" : "Parameters");
  }

  /** One that the language has, and whose call can be made. */
  private Optional<String> resource(Fields of, String... known) {
    Optional<String> resource = oneOf(of, "Resource", List.of(known));
    resource
        .flatMap(found -> resources.refusal(ItemSource.ofSdk(found)))
        .ifPresent(refusal -> of.problem("Resource", refusal));
    return resource;
  }

  private static Optional<String> oneOf(Fields of, String field, List<String> values) {
    Optional<String> value = of.text(field);
    if (value.isPresent() && !values.contains(value.get())) {
      of.problem(field, "Value must be one of: " + values);
      return Optional.empty();
    }
    return value;
  }

  private static List<String> names(Enum<?>... values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }
}
