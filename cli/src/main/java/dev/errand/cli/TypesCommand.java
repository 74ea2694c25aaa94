package dev.errand.cli;

import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Table;
import dev.errand.cli.terminal.Table.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the report types, or shows one. */
@Command(
    name = "types",
    description = {
      "Lists the report types, or shows one with its columns and a request to begin with.",
      "With --quiet the request alone: errand types TYPE --quiet > request.json"
    })
final class TypesCommand extends ApiCommand {

  private static final List<Column> COLUMNS =
      List.of(Column.text("TYPE", "name"), Column.text("TITLE", "title"));

  @Parameters(paramLabel = "TYPE", arity = "0..1", description = "The type's name.")
  private String name;

  TypesCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run() throws IOException, InterruptedException {
    print(name == null ? list(api().types()) : one(api().type(name)));
    return ExitCode.SUCCESS;
  }

  private static Answer list(Json list) {
    List<Json> types = list.at("report_types").list();
    return new Answer(
        list,
        () ->
            new Table(
                COLUMNS,
                types.stream()
                    .map(type -> List.of(type.at("name").text(), type.at("title").text()))
                    .toList()),
        types.stream().map(type -> type.at("name").text()).toList());
  }

  private static Answer one(Json type) {
    String example = type.at("example").toString();
    List<List<String>> fields = new ArrayList<>();
    for (String field : List.of("name", "title", "description", "owner")) {
      fields.add(List.of(field, type.at(field).text()));
    }
    for (Json column : type.at("columns").list()) {
      fields.add(
          List.of(
              "column", "%s, %s".formatted(column.at("name").text(), column.at("type").text())));
    }
    fields.add(List.of("example", example));
    return new Answer(type, () -> Table.ofFields(fields), List.of(example));
  }
}
