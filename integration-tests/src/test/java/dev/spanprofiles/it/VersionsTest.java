package dev.spanprofiles.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.it.stack.ComposeFile;
import dev.spanprofiles.jvm.JavaProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The version stands once, in the root POM: whatever else says one says that. */
class VersionsTest {

  private static final String BUILT = built();

  private static String built() {
    Matcher revision =
        Pattern.compile("<revision>(.+)</revision>")
            .matcher(GrafanaFiles.read(GrafanaFiles.ROOT.resolve("pom.xml")));
    assertThat(revision.find()).isTrue();
    return revision.group(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded-stack", "demo"})
  void programsPrintIt(String program, @TempDir Path folder) throws Exception {
    Path jar = GrafanaFiles.ROOT.resolve("%s/target/%s.jar".formatted(program, program));
    try (var java =
        JavaProcess.start(
            program, folder, Map.of(), List.of("-jar", jar.toString(), "--version"))) {
      java.waitFor();
      assertThat(java.output()).isEqualToIgnoringNewLines(program + " " + BUILT);
    }
  }

  /**
   * {@code docker compose} reads no POM, and an image of a snapshot is one of its release to be.
   */
  @Test
  void theImageOfTheServicesHasIt() {
    assertThat(ComposeFile.read().variables())
        .containsEntry("RIDESHARE_VERSION", BUILT.replace("-SNAPSHOT", ""));
  }

  /** Who depends on a library does not know this build's property. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "span-profiles-recordings",
        "span-profiles",
        "span-profiles-spring-boot-starter"
      })
  void publishedPomsHaveIt(String module) {
    assertThat(GrafanaFiles.read(GrafanaFiles.ROOT.resolve(module + "/target/.flattened-pom.xml")))
        .contains("<version>" + BUILT + "</version>")
        .doesNotContain("${revision}");
  }
}
