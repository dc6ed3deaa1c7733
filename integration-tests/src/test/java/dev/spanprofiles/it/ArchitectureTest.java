package dev.spanprofiles.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Suites beside each other. */
@AnalyzeClasses(packages = "dev.spanprofiles.it")
final class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching("dev.spanprofiles.it.(**)").should().beFreeOfCycles();

  /** From outside: over HTTP, and from the jars. */
  @ArchTest
  static final ArchRule knowsNothingOfThePrograms =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.spanprofiles.rideshare..",
              "dev.spanprofiles.demo..",
              "dev.spanprofiles.stack.model..",
              "dev.spanprofiles.stack.storage..");

  @ArchTest
  static final ArchRule theTruthIsJudgedAlone =
      noClasses()
          .that()
          .resideInAPackage("dev.spanprofiles.it.truth..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.spanprofiles.it", "dev.spanprofiles.it.stack..");
}
