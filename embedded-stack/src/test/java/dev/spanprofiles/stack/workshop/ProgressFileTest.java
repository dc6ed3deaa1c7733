package dev.spanprofiles.stack.workshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressFileTest {

  @TempDir Path folder;

  private final Chapter chapter = Workshop.read(Path.of("../workshop"), Map.of()).chapters().get(0);

  @Test
  void outlivesARestart() {
    Path file = folder.resolve("progress.json");
    Progress progress = Progress.NONE.started(7).withSolved(2).withHint(1, 3).mended(9);
    new ProgressFile(file).keep(chapter, progress);

    assertThat(new ProgressFile(file).of(chapter)).isEqualTo(progress);
  }

  @Test
  void hintsEnd() {
    Progress progress = Progress.NONE;
    for (int i = 0; i < 5; i++) {
      progress = progress.withHint(1, 3);
    }
    assertThat(progress.hints()).containsEntry(1, 3);
  }

  @Test
  void brokenFileIsRefusedWithWhatToDo() throws IOException {
    Path file = folder.resolve("progress.json");
    Files.writeString(file, "{");
    assertThatThrownBy(() -> new ProgressFile(file))
        .isInstanceOf(WorkshopException.class)
        .hasMessageContaining("delete it to begin anew");
  }
}
