package dev.errand.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * Records in a file what a worker calls, a line for each call: the operation, the bucket, table or
 * secret, and the object's key or the item's partition. The SDK finds it on the worker's class path
 * (Javadoc of {@link ExecutionInterceptor}).
 */
public final class CallRecorder implements ExecutionInterceptor {

  private static final String VARIABLE = "RECORDED_CALLS";

  /** Puts the recorder into a folder for the class path, and its variable into an environment. */
  static void addTo(Map<String, String> environment, Path folder, Path calls) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("dev/errand/worker"));
    Path handlers =
        Files.createDirectories(folder.resolve("software/amazon/awssdk/global/handlers"));
    try (var bytes = CallRecorder.class.getResourceAsStream("CallRecorder.class")) {
      Files.copy(bytes, classes.resolve("CallRecorder.class"));
    }
    Files.writeString(
        handlers.resolve("execution.interceptors"), CallRecorder.class.getName() + "\n");
    environment.put(VARIABLE, calls.toString());
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    SdkRequest request = context.request();
    String resource =
        field(request, "Bucket")
            .or(() -> field(request, "TableName"))
            .or(() -> field(request, "SecretId"))
            .orElse("");
    String key =
        request instanceof PutItemRequest put
            ? put.item().get("pk").s()
            : field(request, "Key").orElse("");
    write(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME), resource, key);
  }

  private static Optional<String> field(SdkRequest request, String name) {
    return request.getValueForField(name, String.class);
  }

  private static synchronized void write(String... values) {
    try {
      Files.writeString(
          Path.of(System.getenv(VARIABLE)),
          String.join("\t", values) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
