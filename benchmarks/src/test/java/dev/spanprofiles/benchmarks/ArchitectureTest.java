package dev.spanprofiles.benchmarks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A benchmark is a package; what makes load is shared. */
@AnalyzeClasses(
    packages = "dev.spanprofiles.benchmarks",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching("dev.spanprofiles.benchmarks.(**)").should().beFreeOfCycles();
}
