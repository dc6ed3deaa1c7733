package dev.spanprofiles.stack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Data flows one way: ingest to storage to query and viewer. ARCHITECTURE.md has the picture. */
@AnalyzeClasses(
    packages = "dev.spanprofiles.stack",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String ROOT = "dev.spanprofiles.stack";

  @ArchTest
  static final ArchRule layers =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .ensureAllClassesAreContainedInArchitecture()
          .layer("process")
          .definedBy(ROOT)
          .layer("viewer")
          .definedBy(ROOT + ".viewer..")
          .layer("query")
          .definedBy(ROOT + ".query..")
          .layer("ingest")
          .definedBy(ROOT + ".ingest..")
          .layer("flamegraph")
          .definedBy(ROOT + ".flamegraph..")
          .layer("workshop")
          .definedBy(ROOT + ".workshop..")
          .layer("sets")
          .definedBy(ROOT + ".sets..")
          .layer("traceql")
          .definedBy(ROOT + ".traceql..")
          .layer("duckdb")
          .definedBy(ROOT + ".storage.duckdb..")
          .layer("storage")
          .definedBy(ROOT + ".storage")
          .layer("wire")
          .definedBy(ROOT + ".wire..")
          .layer("model")
          .definedBy(ROOT + ".model..")
          .whereLayer("process")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("viewer")
          .mayOnlyBeAccessedByLayers("process")
          .whereLayer("query")
          .mayOnlyBeAccessedByLayers("process", "viewer")
          .whereLayer("ingest")
          .mayOnlyBeAccessedByLayers("process")
          .whereLayer("wire")
          .mayOnlyBeAccessedByLayers("query", "ingest", "flamegraph")
          .whereLayer("flamegraph")
          .mayOnlyBeAccessedByLayers("viewer", "query")
          .whereLayer("workshop")
          .mayOnlyBeAccessedByLayers("process", "viewer")
          .whereLayer("sets")
          .mayOnlyBeAccessedByLayers("viewer", "workshop")
          .whereLayer("traceql")
          .mayOnlyBeAccessedByLayers("process", "viewer", "query", "workshop")
          .whereLayer("duckdb")
          .mayOnlyBeAccessedByLayers("process")
          .whereLayer("storage")
          .mayOnlyBeAccessedByLayers(
              "process",
              "viewer",
              "query",
              "ingest",
              "flamegraph",
              "workshop",
              "sets",
              "traceql",
              "duckdb");

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule modelKnowsNoOther =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + ".storage..", ROOT + ".ingest..", ROOT + ".query..", "io.javalin..");

  @ArchTest
  static final ArchRule onlyTheCommandLineChoosesTheStore =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".storage.duckdb..")
          .and()
          .doNotHaveSimpleName("Main")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".storage.duckdb..");

  @ArchTest
  static final ArchRule onlyOnePackageKnowsTheDatabase =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".storage.duckdb..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.duckdb..", "java.sql..");
}
