package dev.errand.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

@AnalyzeClasses(packages = "dev.errand.worker", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String PAGE = "dev.errand.worker.page..";
  private static final String TALLY = "dev.errand.worker.tally..";
  private static final String TYPE = "dev.errand.worker.type..";
  private static final List<Class<?>> PROGRAMMING_ERRORS =
      List.of(
          IndexOutOfBoundsException.class, NullPointerException.class, ClassCastException.class);

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.errand.worker.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheProgramUsesTheJob =
      classes()
          .that()
          .resideInAPackage("..worker.job..")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAnyPackage("dev.errand.worker", "..worker.job..");

  @ArchTest
  static final ArchRule theTallyDependsOnlyOnJavaAndTheCsvReader =
      classes()
          .that()
          .resideInAPackage(TALLY)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(TALLY, "java..", "de.siegmar.fastcsv.reader..");

  @ArchTest
  static final ArchRule pagesAreReadWithoutNetworkOrFiles =
      classes()
          .that()
          .resideInAPackage(PAGE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              PAGE,
              TALLY,
              TYPE,
              "java.lang..",
              "java.util..",
              "java.io..",
              "java.math..",
              "java.nio",
              "java.nio.charset..",
              "java.time..",
              "com.fasterxml.jackson.core..");

  @ArchTest
  static final ArchRule valuesAreReadWithoutLibraries =
      classes()
          .that()
          .haveSimpleName("JsonScanner")
          .or()
          .haveSimpleName("PlainText")
          .or()
          .haveSimpleName("NumberText")
          .or()
          .haveSimpleName("TimeText")
          .or()
          .haveSimpleName("JsonStringDecoder")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(PAGE, "java..");

  @ArchTest
  static final ArchRule onlyOnePackageTalksToTheRecordsApi =
      noClasses()
          .that()
          .resideOutsideOfPackage("..worker.records..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.HttpURLConnection");

  @ArchTest
  static final ArchRule onlyTheStoreTalksToS3 =
      noClasses()
          .that()
          .resideOutsideOfPackage("..worker.store..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services.s3..");

  @ArchTest
  static final ArchRule onlyProgressTalksToDynamoDb =
      noClasses()
          .that()
          .resideOutsideOfPackage("..worker.progress..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services.dynamodb..");

  @ArchTest
  static final ArchRule onlyTheSecretPackageTalksToSecretsManager =
      noClasses()
          .that()
          .resideOutsideOfPackage("..worker.secret..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services.secretsmanager..");

  @ArchTest
  static final ArchRule onlyTheParquetFileKnowsItsLibrary =
      noClasses()
          .that()
          .haveNameNotMatching("dev\\.errand\\.worker\\.artifact\\.(Parquet|GzipPages).*")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.parquet..");

  @ArchTest
  static final ArchRule onlyTheProgramTraces =
      classes()
          .that()
          .resideInAPackage("..worker.trace..")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAnyPackage("dev.errand.worker", "..worker.trace..");

  /** A caught programming error would be handled like invalid input. */
  @ArchTest
  static final ArchRule noProgrammingErrorIsCaught =
      codeUnits()
          .should(
              new ArchCondition<>("catch no programming error") {
                @Override
                public void check(JavaCodeUnit code, ConditionEvents events) {
                  code.getTryCatchBlocks().stream()
                      .filter(
                          block ->
                              block.getCaughtThrowables().stream()
                                  .anyMatch(ArchitectureTest::isProgrammingError))
                      .forEach(
                          block ->
                              events.add(
                                  SimpleConditionEvent.violated(
                                      code, "%s: %s".formatted(code.getFullName(), block))));
                }
              });

  private static boolean isProgrammingError(JavaClass caught) {
    return PROGRAMMING_ERRORS.stream().anyMatch(fault -> fault.isAssignableFrom(caught.reflect()));
  }
}
