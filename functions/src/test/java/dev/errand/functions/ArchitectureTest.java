package dev.errand.functions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

@AnalyzeClasses(packages = "dev.errand.functions", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] HANDLERS = {
    "..functions.intake..",
    "..functions.query..",
    "..functions.control..",
    "..functions.deletion..",
    "..functions.recorder..",
    "..functions.deadletters..",
    "..functions.reconciler..",
    "..functions.webhookapi..",
    "..functions.dispatch.."
  };

  @ArchTest
  static final ArchRule nothingImportsAHandlerPackage =
      slices()
          .matching(
              "dev.errand.functions.(intake|query|control|deletion|recorder|deadletters|reconciler|webhookapi|dispatch)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule theRestDoesNotKnowTheHandlers =
      noClasses()
          .that()
          .resideOutsideOfPackages(HANDLERS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(HANDLERS);

  @ArchTest
  static final ArchRule theDomainKnowsOnlyCoreAndJava =
      classes()
          .that()
          .resideInAPackage("..functions.report..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("..functions.report..", "dev.errand.core..", "java..");

  @ArchTest
  static final ArchRule onlyTheStoreTalksToDynamoDb =
      noClasses()
          .that()
          .resideOutsideOfPackages("..functions.store..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services.dynamodb.model..");

  @ArchTest
  static final ArchRule theWebhooksDomainKnowsOnlyReportsAndJava =
      classes()
          .that()
          .resideInAPackage("..functions.webhook..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "..functions.webhook..",
              "..functions.report..",
              "dev.errand.core..",
              "com.github.f4b6a3.ulid..",
              "java..");

  @ArchTest
  static final ArchRule onlyOnePackageConnectsToClients =
      noClasses()
          .that()
          .resideOutsideOfPackages("..functions.delivery..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.hc..");

  @ArchTest
  static final ArchRule onlyOnePackageTalksToEventBridge =
      noClasses()
          .that()
          .resideOutsideOfPackages("..functions.event..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services.eventbridge.model..");

  @ArchTest
  static final ArchRule onlyOnePackageTalksToStepFunctions =
      noClasses()
          .that()
          .resideOutsideOfPackages("..functions.execution..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services.sfn.model..");

  @ArchTest
  static final ArchRule onlyOnePackageTalksToEcs =
      noClasses()
          .that()
          .resideOutsideOfPackages("..functions.task..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services.ecs.model..");

  @ArchTest
  static final ArchRule onlyOnePackageTalksToSqsAndLambda =
      noClasses()
          .that()
          .resideOutsideOfPackages("..functions.deadletters..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon.awssdk.services.sqs.model..",
              "software.amazon.awssdk.services.lambda.model..");

  @ArchTest
  static final ArchRule onlyOnePackageTalksToCloudWatchLogs =
      noClasses()
          .that()
          .resideOutsideOfPackages("..functions.tasklog..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services.cloudwatchlogs.model..");

  @ArchTest
  static final ArchRule onlyOnePackageTalksToS3 =
      noClasses()
          .that()
          .resideOutsideOfPackages("..functions.artifacts..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services.s3.model..");

  @ArchTest
  static final ArchRule onlyOnePackageReadsSecrets =
      noClasses()
          .that()
          .resideOutsideOfPackages("..functions.secret..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services.secretsmanager.model..");

  @ArchTest
  static final ArchRule arrowsPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("report")
          .definedBy("..functions.report..")
          .layer("store")
          .definedBy("..functions.store..")
          .layer("handlers")
          .definedBy(HANDLERS)
          .layer("http")
          .definedBy("..functions.http..")
          .whereLayer("handlers")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("handlers")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("handlers", "http");

  /** Each environment that is restored from a snapshot would draw the same numbers. */
  @ArchTest
  static final ArchRule noGeneratorIsTakenIntoTheSnapshot =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(ThreadLocalRandom.class, SplittableRandom.class, RandomGenerator.class)
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule functionsReadTheirEventsThemselvesSoThatPrimingReadsThemToo =
      noClasses().should().implement(RequestHandler.class);
}
