package dev.spanprofiles.demo.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spanprofiles.demo.stack.DemoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastStartTest {

  @TempDir Path home;
  private FastStart fastStart;

  @BeforeEach
  void createProgram() throws Exception {
    Launcher.writePrograms(home);
    fastStart = new Programs(home).rideshare();
  }

  @Test
  void unpreparedProgramStartsFromItsJar() {
    assertThat(fastStart.program()).isEqualTo(new Program(fastStart.jar(), List.of()));
  }

  @Test
  void preparedProgramUsesTheArchiveUntilTheJarChanges() throws Exception {
    fastStart.extract();
    Path archive = fastStart.folder().resolve("classes.jsa");
    Files.writeString(archive, "classes");
    fastStart.markPrepared();
    assertThat(fastStart.program().options()).contains("-XX:SharedArchiveFile=" + archive);

    Files.copy(
        new Programs(home).stack().jar(), fastStart.jar(), StandardCopyOption.REPLACE_EXISTING);
    assertThat(fastStart.isPrepared()).isFalse();
    assertThat(fastStart.program().options()).isEmpty();
  }

  @Test
  void archiveThatWasNotWrittenIsSaid() throws Exception {
    fastStart.extract();

    assertThatThrownBy(fastStart::markPrepared)
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("wrote no archive of classes");
  }
}
