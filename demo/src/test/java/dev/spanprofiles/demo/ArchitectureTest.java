package dev.spanprofiles.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
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
      slices().matching("dev.spanprofiles.demo.(**)").should().beFreeOfCycles();

  /** What launches and what looks are two rooms; both know what runs. */
  @ArchTest
  static final ArchRule rooms =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .ensureAllClassesAreContainedInArchitecture()
          .layer("command line")
          .definedBy("dev.spanprofiles.demo")
          .layer("launch")
          .definedBy("dev.spanprofiles.demo.launch")
          .layer("look")
          .definedBy("dev.spanprofiles.demo.look")
          .layer("stack")
          .definedBy("dev.spanprofiles.demo.stack")
          .whereLayer("command line")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("launch")
          .mayOnlyBeAccessedByLayers("command line")
          .whereLayer("look")
          .mayOnlyBeAccessedByLayers("command line");

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
