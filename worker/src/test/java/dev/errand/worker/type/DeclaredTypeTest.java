package dev.errand.worker.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredTypeTest {

  private static final String TYPE =
      """
      {"title": "Orders",
       "source": {
        "path": "/shops/{shop}/orders",
        "query": {"from": "{window.start}", "limit": "{page.size}"},
        "records": "/data", "total": {"header": "X-Total"},
        "page": {"last_id": {"parameter": "after", "id": "/id", "more": "/has_more"},
                 "size": {"parameter": "limit", "value": 100}},
        "windows": {"by": "timestamp", "from": "filter.from", "to": "filter.to", "shortest": "PT1H"},
        "order": ["created", "id"], "id": "id",
        "auth": {"api_key": {"header": "X-Api-Key"}},
        "max_requests_per_second": 5},
       "columns": [
        {"name": "id"},
        {"name": "created", "title": "Created", "type": "timestamp"},
        {"name": "amount", "pointer": "/total/amount", "type": "decimal", "optional": true},
        {"name": "currency"}],
       "output": {"csv": {"separator": ";", "bom": true, "decimal": ","},
                  "time_zone": "Europe/Berlin", "formats": ["csv", "jsonl"]},
       "summary": {"measures": [{"column": "amount", "unit": "currency"}],
                   "dimensions": ["currency", {"column": "created", "by": "month"}]}}""";

  @Test
  void hasWhatTheDescriptionSays() throws Exception {
    DeclaredType type = DeclaredType.read("orders", JSON.std.mapFrom(TYPE));

    assertThat(type.columns())
        .extracting(Column::title)
        .containsExactly("id", "Created", "amount", "currency");
    assertThat(type.columns().get(2).decimal()).isEqualTo(new DecimalSize(38, 18));
    assertThat(type.columns().get(2).pointer()).hasToString("/total/amount");
    Source source = type.source();
    assertThat(source.total()).contains(new Total.Header("X-Total"));
    assertThat(source.order()).containsExactly(1, 0);
    assertThat(source.isOrderStrict()).isTrue();
    assertThat(source.windows().get().column()).hasValue(1);
    assertThat(source.auth()).isEqualTo(new Auth.KeyInHeader("X-Api-Key"));
    assertThat(source.paging().more()).map(Object::toString).contains("/has_more");
    assertThat(type.output())
        .isEqualTo(
            new Output(
                new CsvDialect(';', true, ',', true),
                ZoneId.of("Europe/Berlin"),
                List.of(OutputFormat.CSV, OutputFormat.JSONL)));
    assertThat(type.summary())
        .isEqualTo(
            new Summary(
                List.of(new Measure(2, OptionalInt.of(3))),
                List.of(
                    new Dimension(3, Dimension.By.VALUE), new Dimension(1, Dimension.By.MONTH))));
  }

  @Test
  void aTemplateIsResolvedWithItsValuesEncoded() throws Exception {
    Template path = DeclaredType.read("orders", JSON.std.mapFrom(TYPE)).source().path();

    assertThat(path.resolve(name -> Optional.of(name + "/$1"), text -> "<" + text + ">"))
        .contains("/shops/<shop/$1>/orders");
    assertThat(path.resolve(name -> Optional.empty(), text -> text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "id": "id"             | "id": "ids"            | /source/id: names no column
          "id": "id"             | "id": "amount"         | /source/id: must not be optional
          "path": "/shops        | "path": "shops         | /source/path: must be a path
          {shop}                 | {shop                  | /source/path: has a brace
          "/data"                | "data"                 | /source/records: must be a JSON pointer
          "X-Total"              | "X Total"              | /source/total/header: must be a name of a header
          "last_id"              | "cursor": {}, "last_id"| /source/page: must have one kind of paging
          "last_id"              | "last_ids"             | /source/page/last_ids: is no kind of paging
          "value": 100           | "value": 0             | /source/page/size/value: must be a whole number from 1
          "PT1H"                 | "PT2H"                 | /source/windows/shortest: must be P1D or PT1H
          "by": "timestamp"      | "by": "date"           | /source/windows/shortest: must be P1D for windows by date
          {window.start}         | {filter.from}          | /source/windows: needs the variable {window.start}
          {window.start}         | {window.begin}         | {window.begin}, which is not declared
          {window.start}         | {window.start}{window.end} | needs {window.after}
          "header": "X-Api-Key"  | "cookie": "a"          | /source/auth/api_key/cookie: is not known here
          "max_requests_per_second": 5 | "max_rps": 5     | /source/max_rps: is not known here
          "type": "decimal"      | "type": "money"        | /columns/2/type: must be one of string, decimal
          "name": "currency"     | "name": "id"           | /columns/3/name: is the name of an earlier column
          "column": "amount"     | "column": "currency"   | /summary/measures/0/column: must name a column of type decimal
          "unit": "currency"     | "unit": "created"      | /summary/measures/0/unit: must name a column of type string
          "by": "month"          | "by": "week"           | /summary/dimensions/1/by: must be one of value, year, month, day
          "separator": ";"       | "separator": ","       | /output/csv/decimal: must differ from the separator
          "Europe/Berlin"        | "Europe/Bonn"          | /output/time_zone: must be a time zone
          "jsonl"                | "parket"               | /output/formats/1: must be one of csv, xlsx, html, jsonl, parquet
          "type": "decimal"      | "type": "decimal", "scale": 2 | /columns/2/precision: is required
          "type": "decimal"      | "type": "decimal", "precision": 9 | /columns/2/scale: is required
          "type": "decimal"      | "type": "decimal", "precision": 39, "scale": 0 | /columns/2/precision: must be a whole number from 1 to 38
          "type": "decimal"      | "type": "decimal", "precision": 9, "scale": 10 | /columns/2/scale: must be a whole number from 0 to 9
          "name": "currency"     | "name": "currency", "scale": 2, "precision": 9 | /columns/3/precision: needs a column of type decimal
          """)
  void saysByPointerWhatIsWrong(String right, String wrong, String message) throws Exception {
    String json = TYPE.replace(right, wrong);
    assertThat(json).isNotEqualTo(TYPE);
    assertThatThrownBy(() -> DeclaredType.read("orders", JSON.std.mapFrom(json)))
        .isInstanceOf(InvalidTypeException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "http://api.example/token, false",
    "https://api.example/token, true",
    "http://127.0.0.1:1/token, true",
    "https://user:password@api.example/token, false"
  })
  void aTokenEndpointIsSecureOrOnThisMachine(String url, boolean allowed) throws Exception {
    String json =
        TYPE.replace(
            "{\"api_key\": {\"header\": \"X-Api-Key\"}}",
            "{\"oauth2\": {\"token_url\": \"%s\"}}".formatted(url));
    var read = assertThatCode(() -> DeclaredType.read("orders", JSON.std.mapFrom(json)));
    if (allowed) {
      read.doesNotThrowAnyException();
    } else {
      read.hasMessageContaining("/source/auth/oauth2/token_url: must be an https URL");
    }
  }
}
