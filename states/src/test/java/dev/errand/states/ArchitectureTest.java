package dev.errand.states;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

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
}
