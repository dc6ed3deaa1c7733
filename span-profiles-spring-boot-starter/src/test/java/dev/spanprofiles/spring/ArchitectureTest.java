package dev.spanprofiles.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Configuration of the library, and nothing of what it does. */
@AnalyzeClasses(
    packages = "dev.spanprofiles.spring",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices()
          .matching("dev.spanprofiles.spring.(**)")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule leavesTheProfilerToTheLibrary =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.pyroscope..");
}
