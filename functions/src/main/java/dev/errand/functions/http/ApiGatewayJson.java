package dev.errand.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Requests and responses of API Gateway, in payload format 2.0. It is read and written here and not
 * by Lambda's runtime, so that priming calls go this way as well: the runtime's own classes for it
 * would be loaded with the first request after a restore.
 */
final class ApiGatewayJson {

  /**
   * The maximum number of bytes of an event (AWS Lambda quotas); nothing in it needs a bound of its
   * own.
   */
  private static final int MAX_EVENT = 6 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNameLength(MAX_EVENT).build())
                  .build())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final ObjectReader EVENTS = JSON.readerFor(APIGatewayV2HTTPEvent.class);

  private ApiGatewayJson() {}

  static APIGatewayV2HTTPEvent read(InputStream event) throws IOException {
    return EVENTS.readValue(event);
  }

  static void write(Response response, OutputStream to) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("statusCode", response.status());
    ObjectNode headers = json.putObject("headers");
    response.headers().forEach(headers::put);
    json.put("body", response.body());
    json.put("isBase64Encoded", false);
    JSON.writeValue(to, json);
  }
}
