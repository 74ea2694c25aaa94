package dev.errand.local.stage;

import dev.errand.local.Checkout;
import dev.errand.local.lambda.ToyPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A checkout with a template of its own, a toy function and the real programs. */
final class ToyCheckout {

  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Parameters:
        RecordsApiUrl: {Type: String}
      Resources:
        ToyFunction:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: java25
            Handler: dev.errand.local.lambda.ToyFunction::handleRequest
            CodeUri: toy.zip
            MemorySize: 256
            Timeout: 20
            Environment:
              Variables:
                GREETING: hello
                RECORDS: !Ref RecordsApiUrl
                TABLE_NAME: !Ref Table
            Events:
              Get: {Type: HttpApi, Properties: {Method: GET, Path: "/toys/{id}"}}
              Done:
                Type: EventBridgeRule
                Properties:
                  Pattern:
                    source: [aws.states]
                    detail: {status: [SUCCEEDED], stateMachineArn: [!Ref Machine]}
        Table:
          Type: AWS::DynamoDB::Table
          Properties:
            AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
            KeySchema: [{AttributeName: pk, KeyType: HASH}]
        Bucket: {Type: "AWS::S3::Bucket"}
        Machine:
          Type: AWS::Serverless::StateMachine
          Properties:
            DefinitionUri: toy.asl.json
            DefinitionSubstitutions: {Bucket: !Ref Bucket}
      """;

  private static final String DEFINITION =
      """
      {"StartAt": "Tell",
       "States": {"Tell": {"Type": "Pass", "Result": {"bucket": "${Bucket}"}, "End": true}}}
      """;

  private final Path root;

  private ToyCheckout(Path root) {
    this.root = root;
  }

  static ToyCheckout in(Path root) {
    try {
      Files.createDirectories(root);
      Files.createSymbolicLink(root.resolve("local"), Path.of("").toAbsolutePath());
      Files.writeString(root.resolve("template.yaml"), TEMPLATE);
      Files.writeString(root.resolve("toy.asl.json"), DEFINITION);
      ToyPackage.write(root.resolve("toy.zip"));
      return new ToyCheckout(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Checkout checkout() {
    return new Checkout(root);
  }

  void edit(String file, String old, String replacement) {
    try {
      Path path = root.resolve(file);
      String text = Files.readString(path);
      if (!text.contains(old)) {
        throw new AssertionError(file + " has no " + old);
      }
      Files.writeString(path, text.replace(old, replacement));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
