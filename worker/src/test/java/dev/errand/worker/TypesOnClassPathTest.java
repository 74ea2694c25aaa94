package dev.errand.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.type.ReportType;
import dev.errand.core.type.ReportTypes;
import dev.errand.core.type.TaskSettings.Image;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the schema of report types cannot say: names of columns, variables and their types. */
class TypesOnClassPathTest {

  @Test
  void theWorkerUnderstandsEveryTypeThatItRuns() {
    List<ReportType> types =
        ReportTypes.onClassPath().all().stream()
            .filter(type -> type.task().image() == Image.WORKER)
            .toList();

    assertThat(types).extracting(ReportType::name).contains(ReportType.DEFAULT);
    assertThat(types)
        .allSatisfy(
            type ->
                assertThat(DeclaredSettings.declaration(type).columns())
                    .as("report-types/%s/type.yaml", type.name())
                    .hasSameSizeAs(type.columns()));
  }
}
