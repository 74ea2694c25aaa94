import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrel.jsonschema.FormatEvaluatorFactory;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import java.net.URI;

/** dev.harrel:json-schema as it comes, over Jackson's trees. */
final class Harrel {

  public static void main(String[] arguments) throws Exception {
    Case.run(
        arguments,
        () -> {
          Validator validator =
              new ValidatorFactory()
                  .withJsonNodeFactory(new JacksonNode.Factory())
                  .withEvaluatorFactory(new FormatEvaluatorFactory())
                  .withDisabledSchemaValidation(true)
                  .createValidator();
          URI schema =
              validator.registerSchema(
                  new ObjectMapper()
                      .readTree(Harrel.class.getResourceAsStream("/report-types/records.json"))
                      .path("request")
                      .toString());
          return text -> validator.validate(schema, text).isValid();
        });
  }
}
