package dev.spanprofiles;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** One flat package over the OpenTelemetry SDK and the profiler. */
@AnalyzeClasses(
    packages = "dev.spanprofiles",
    importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
final class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching("dev.spanprofiles.(**)").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule needsNoFramework =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "io.micrometer..", "org.slf4j..");

  /** Another profiler is another implementation of the interface. */
  @ArchTest
  static final ArchRule labelsAreShownThroughTheInterfaceOnly =
      noClasses()
          .that()
          .haveNameNotMatching(".*(Pyroscope|Conflicts|SpanProfilesConfig).*")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.pyroscope..");
}
