package dev.spanprofiles.rideshare;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The two roles share words and nothing else: they meet over HTTP. */
@AnalyzeClasses(
    packages = "dev.spanprofiles.rideshare",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String ROOT = "dev.spanprofiles.rideshare";

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule layers =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .ensureAllClassesAreContainedInArchitecture()
          .layer("load generator")
          .definedBy(ROOT + ".order..")
          .layer("ride-sharing app")
          .definedBy(ROOT + ".vehicle..")
          .layer("faults")
          .definedBy(ROOT + ".fault..")
          .layer("incidents")
          .definedBy(ROOT + ".incident..")
          .layer("telemetry")
          .definedBy(ROOT + ".telemetry..")
          .layer("shared")
          .definedBy(ROOT)
          .whereLayer("load generator")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("faults")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("ride-sharing app")
          .mayOnlyBeAccessedByLayers("faults")
          .whereLayer("telemetry")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("incidents")
          .mayOnlyBeAccessedByLayers("ride-sharing app", "faults");
}
