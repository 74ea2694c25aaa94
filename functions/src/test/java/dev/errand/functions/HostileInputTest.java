package dev.errand.functions;

import static dev.errand.functions.testing.Requests.CLIENT;
import static dev.errand.functions.testing.Requests.OTHER;
import static dev.errand.functions.testing.Requests.READ_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostileInputTest {

  private static final List<String> TRICKS =
      List.of(
          "..",
          "../../etc/passwd",
          "%2e%2e%2f",
          "%00",
          "\0",
          "' OR 1=1 --",
          "\"; DROP TABLE reports",
          "<script>alert(1)</script>",
          "${jndi:ldap://x/a}",
          "{{7*7}}",
          "$(id)",
          "a\r\nSet-Cookie: x=1",
          "\uFFFE",
          "\uD800",
          "\u202E",
          "a".repeat(81),
          "a".repeat(100_000),
          "*",
          "REPORT#x",
          "KEY#x#y",
          "SECRET#page-tokens",
          "-1",
          "9".repeat(400),
          "1e999",
          "NaN",
          "null",
          "[]",
          "{}",
          "0x10",
          " ");

  private final TestTable table = TestTable.create();
  private final TestClock clock = new TestClock();
  private final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
  private final TestApi api = new TestApi(table, stepFunctions, clock, 10);

  @Test
  void whateverIsSentIsAnsweredWithAProblemAndChangesNothing() {
    Answer foreign = api.send(Requests.post(OTHER, "theirs", "secret name"));
    long rows = rows();
    List<Call> calls = new ArrayList<>();
    bodies(calls);
    paths(calls, foreign.at("/id"));
    queries(calls);
    headers(calls);

    assertThat(calls).hasSizeGreaterThan(200);
    for (Call call : calls) {
      Answer answer = api.send(call.as(CLIENT, READ_WRITE));
      assertThat(answer.status())
          .as("%s%n%s", answer, api.log().substring(Math.max(0, api.log().length() - 1500)))
          .isBetween(400, 499);
      assertThat(answer.header("Content-Type")).contains("application/problem+json");
      assertThat(answer.at("/status")).isEqualTo(Integer.toString(answer.status()));
      assertThat(answer.body())
          .doesNotContain("Exception", "dev.errand", "at java", "secret name", "software.amazon");
    }
    assertThat(rows()).isEqualTo(rows);
    assertThat(stepFunctions.executions()).hasSize(1);
    assertThat(api.log()).doesNotContain("\"ERROR\"");
  }

  /** All items but the secret for page tokens, which the first token that comes makes. */
  private long rows() {
    return table.items().stream().filter(i -> !i.get("pk").s().startsWith("SECRET#")).count();
  }

  private static void bodies(List<Call> calls) {
    String valid = Requests.of(CLIENT, "x");
    List<String> bodies =
        new ArrayList<>(
            List.of(
                "",
                "{",
                "}",
                "[".repeat(500),
                "{\"a\":".repeat(200),
                "null",
                "true",
                "1",
                "\"text\"",
                "[]",
                "{}",
                "{\"filter\":null}",
                "{\"filter\":[]}",
                "{\"filter\":{\"filter\":{}}}",
                valid + valid,
                valid + "x",
                "\uFEFF" + valid,
                valid.replace("\"name\"", "\"filter\""),
                valid.replace("\"name\"", "\"__proto__\""),
                valid.replace("2021-12-31", "2020-12-31"),
                valid.replace("2021-12-31", "2021-02-30"),
                valid.replace("2021-12-31", "+12021-12-31"),
                valid.replace("2021-12-31", "2021-12-31T00:00:00Z"),
                valid.replace("\"2021-12-31\"", "20211231"),
                valid.replace(CLIENT.toString(), OTHER.toString()),
                valid.replace(CLIENT.toString(), CLIENT + " "),
                valid.replace("\"x\"", "9".repeat(500)),
                valid.replace("\"x\"", "1e400"),
                valid.replace("\"x\"", "\"\\ud800\""),
                valid.replace("\"x\"", "\"\\u0000\""),
                valid.replace("\"x\"", "\"" + "é".repeat(600) + "\""),
                valid.replace("{\"filter\"", "{/* */\"filter\""),
                valid.replace("\"", "'")));
    for (String trick : TRICKS) {
      bodies.add(valid.replace("2021-01-01", trick.replace("\"", "\\\"")));
      bodies.add(valid.replace(CLIENT.toString(), trick.replace("\"", "\\\"")));
      bodies.add(trick);
    }
    bodies.forEach(body -> calls.add(Call.post("/v1/reports").json(body)));
    for (byte[] bytes :
        List.of(
            new byte[] {(byte) 0xff, (byte) 0xfe},
            new byte[] {'{', (byte) 0xc3, '}'},
            new byte[2000])) {
      calls.add(Call.post("/v1/reports").base64(Base64.getEncoder().encodeToString(bytes)));
    }
    calls.add(Call.post("/v1/reports").base64("this is no Base64 at all!"));
    calls.add(
        Call.post("/v1/reports")
            .base64(Base64.getEncoder().encodeToString(valid.getBytes(StandardCharsets.UTF_16))));
  }

  private static void paths(List<Call> calls, String foreign) {
    List<String> ids = new ArrayList<>(TRICKS);
    ids.removeIf(id -> id.contains("/") || id.contains("\n"));
    ids.add(foreign);
    for (String id : ids) {
      calls.add(Call.get("/v1/reports/" + id));
      calls.add(Call.get("/v1/reports/" + id + "/events"));
      calls.add(Call.post("/v1/reports/" + id + "/cancel"));
    }
    calls.add(Call.post("/v1/reports/" + foreign + "/retry"));
    calls.add(Call.get("/v1/reports/" + foreign + "/result"));
    calls.add(Call.of("TRACE", "/v1/reports"));
    calls.add(Call.of("DELETE", "/v1/reports/" + foreign));
    calls.add(Call.get("/"));
    calls.add(Call.get("/v1/../v1/reports"));
  }

  private static void queries(List<Call> calls) {
    for (String trick : TRICKS) {
      calls.add(Call.get("/v1/reports").query("page_token", trick));
      calls.add(Call.get("/v1/reports").query("client_id", trick));
      calls.add(Call.get("/v1/reports").query("status", trick));
      calls.add(Call.get("/v1/reports").query("created_after", trick));
      calls.add(Call.get("/v1/reports").query("page_size", trick));
      calls.add(Call.get("/v1/reports").query(trick, "x"));
    }
    calls.add(Call.get("/v1/reports").query("created_after", "+999999999-12-31T23:59:59Z"));
    calls.add(Call.get("/v1/reports").query("page_size", "0"));
    calls.add(Call.get("/v1/reports").query("client_id", OTHER.toString()));
  }

  private static void headers(List<Call> calls) {
    String valid = Requests.of(CLIENT, "x");
    for (String key : List.of("", " ", "a b", "é", "a\r\nb", "a".repeat(256), "\0")) {
      calls.add(Call.post("/v1/reports").json(valid).header("idempotency-key", key));
    }
    for (String type :
        List.of("text/plain", "application/jsonx", "application/json; charset=utf-16", "")) {
      calls.add(Call.post("/v1/reports").json(valid).header("content-type", type));
    }
    calls.add(Call.post("/v1/reports").json(valid).query("validate_only", "maybe"));
  }
}
