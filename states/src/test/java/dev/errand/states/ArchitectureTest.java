package dev.errand.states;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The language is a library of its own: no AWS client, no HTTP, nothing of the stage. */
@AnalyzeClasses(packages = "dev.errand.states", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule itKnowsJsonAndItsQueryLanguagesOnly =
      classes()
          .that()
          .resideInAPackage("dev.errand.states..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.errand.states..",
              "com.fasterxml.jackson..",
              "com.jayway.jsonpath..",
              "com.dashjoin.jsonata..",
              "java.lang..",
              "java.io..",
              "java.math..",
              "java.nio.charset..",
              "java.security..",
              "java.text..",
              "java.time..",
              "java.util..");

  @ArchTest
  static final ArchRule arrowsBetweenPackagesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("machine")
          .definedBy("dev.errand.states")
          .layer("inspection")
          .definedBy("dev.errand.states.inspection")
          .layer("execution")
          .definedBy("dev.errand.states.execution")
          .layer("maprun")
          .definedBy("dev.errand.states.maprun")
          .layer("integration")
          .definedBy("dev.errand.states.integration")
          .layer("definition")
          .definedBy("dev.errand.states.definition")
          .layer("state")
          .definedBy("dev.errand.states.state")
          .layer("dataflow")
          .definedBy("dev.errand.states.dataflow")
          .layer("jsonata")
          .definedBy("dev.errand.states.jsonata")
          .layer("jsonpath")
          .definedBy("dev.errand.states.jsonpath")
          .layer("intrinsic")
          .definedBy("dev.errand.states.intrinsic")
          .layer("value")
          .definedBy("dev.errand.states.value")
          .whereLayer("machine")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("inspection")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("execution")
          .mayOnlyBeAccessedByLayers("machine", "maprun")
          .whereLayer("maprun")
          .mayOnlyBeAccessedByLayers("machine")
          .whereLayer("integration")
          .mayOnlyBeAccessedByLayers("machine", "maprun")
          .whereLayer("definition")
          .mayOnlyBeAccessedByLayers("machine", "execution", "inspection", "integration")
          .whereLayer("state")
          .mayOnlyBeAccessedByLayers("machine", "execution", "inspection", "maprun", "definition")
          .whereLayer("dataflow")
          .mayOnlyBeAccessedByLayers("execution", "inspection", "definition", "state")
          .whereLayer("jsonata")
          .mayOnlyBeAccessedByLayers("definition", "state", "dataflow")
          .whereLayer("jsonpath")
          .mayOnlyBeAccessedByLayers("definition", "state", "dataflow")
          .whereLayer("intrinsic")
          .mayOnlyBeAccessedByLayers("jsonpath", "jsonata");

  @ArchTest
  static final ArchRule everyPackageIsInTheRuleAbove =
      classes()
          .should()
          .resideInAnyPackage(
              "dev.errand.states",
              "dev.errand.states.execution",
              "dev.errand.states.maprun",
              "dev.errand.states.inspection",
              "dev.errand.states.integration",
              "dev.errand.states.definition",
              "dev.errand.states.state",
              "dev.errand.states.dataflow",
              "dev.errand.states.jsonata",
              "dev.errand.states.jsonpath",
              "dev.errand.states.intrinsic",
              "dev.errand.states.value");
}
