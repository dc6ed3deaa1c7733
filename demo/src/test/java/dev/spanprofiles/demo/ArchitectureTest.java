package dev.spanprofiles.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** It runs the others' jars, and knows of them what any client knows. */
@AnalyzeClasses(
    packages = "dev.spanprofiles.demo",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices()
          .matching("dev.spanprofiles.demo.(**)")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true);

  /** Alone on the class path of every program that is started. */
  @ArchTest
  static final ArchRule theLeashNeedsTheJdkOnly =
      classes()
          .that()
          .haveSimpleName("Leash")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..")
          .orShould()
          .onlyDependOnClassesThat()
          .haveSimpleName("Leash");
}
