package dev.errand.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A handler that does what its event says. */
public final class ToyFunction implements RequestHandler<Map<String, Object>, Map<String, Object>> {

  private static final int INSTANCE = (int) ProcessHandle.current().pid();

  public ToyFunction() {
    sleep(Long.parseLong(System.getenv().getOrDefault("MILLIS_TO_START", "0")));
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    context.getLogger().log("toy sees " + event.keySet());
    switch (String.valueOf(event.get("do"))) {
      case "throw" -> throw new IllegalArgumentException("thrown by the toy");
      case "exit" -> Runtime.getRuntime().halt(7);
      case "sleep" -> sleep(Long.parseLong(event.get("millis").toString()));
      case "wait" -> awaitFile(Path.of(event.get("file").toString()));
      case "answer" -> {
        @SuppressWarnings("unchecked")
        Map<String, Object> answer = (Map<String, Object>) event.get("answer");
        return answer;
      }
      default -> {
        // It only tells about itself.
      }
    }
    Map<String, Object> answer = new HashMap<>();
    answer.put("event", event);
    answer.put("environment", System.getenv());
    answer.put("pid", INSTANCE);
    answer.put("trace_header", System.getProperty("com.amazonaws.xray.traceHeader"));
    answer.put("function_arn", context.getInvokedFunctionArn());
    answer.put("remaining_millis", context.getRemainingTimeInMillis());
    answer.put("max_memory", Runtime.getRuntime().maxMemory());
    answer.put("class_path", System.getProperty("java.class.path"));
    return answer;
  }

  private static void awaitFile(Path file) {
    while (!Files.exists(file)) {
      sleep(20);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
