import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;

/** com.networknt:json-schema-validator. */
final class Networknt {

  public static void main(String[] arguments) throws Exception {
    Case.run(
        arguments,
        () -> {
          JsonSchema schema =
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                  .getSchema(
                      new ObjectMapper()
                          .readTree(
                              Networknt.class.getResourceAsStream("/report-types/records.json"))
                          .path("request"));
          return text ->
              schema
                  .validate(
                      text,
                      InputFormat.JSON,
                      context ->
                          context.getExecutionConfig().setFormatAssertionsEnabled(true))
                  .isEmpty();
        });
  }
}
