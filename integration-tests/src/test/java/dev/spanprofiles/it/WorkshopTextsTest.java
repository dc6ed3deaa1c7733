package dev.spanprofiles.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.jvm.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the workshop's texts tell people to click and to type is there. */
final class WorkshopTextsTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** In a block or between backticks; variables may stand before it. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^|`)(?:[A-Z_]+=\\S+ )*make ([a-z-]+)");

  @Test
  void everyLinkOfEveryPageAnswers(@TempDir Path folder) {
    List<String> options =
        List.of(
            "--workshop",
            ROOT.resolve("workshop").toString(),
            "--workshop-service",
            "us-east=http://localhost:" + JavaProcess.freePort());
    try (EmbeddedStackProcess stack = EmbeddedStackProcess.start(folder, options)) {
      Classroom classroom = new Classroom(stack.backend().viewer());
      Set<String> seen = new LinkedHashSet<>();
      Deque<String> next = new ArrayDeque<>(List.of("/workshop"));
      while (!next.isEmpty()) {
        String link = next.remove();
        if (!seen.add(link)) {
          continue;
        }
        var answer = Http.get(stack.backend().viewer().resolve(link));
        assertThat(answer.statusCode()).as(link).isEqualTo(200);
        if (link.startsWith("/workshop")) {
          next.addAll(classroom.links(answer.body()));
        }
      }
      assertThat(seen).contains("/workshop/1", "/workshop/12", "/workshop/paths/1");
    }
  }

  @Test
  void everyCommandIsOne() throws Exception {
    Set<String> commands = new TreeSet<>();
    for (Path text : texts()) {
      COMMAND
          .matcher(Files.readString(text))
          .results()
          .forEach(command -> commands.add(command.group(1)));
    }
    assertThat(commands).contains("up", "down", "workshop");
    for (String command : commands) {
      Process make =
          new ProcessBuilder("make", "--dry-run", command)
              .directory(ROOT.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(make.waitFor()).as("make " + command).isZero();
    }
  }

  private static List<Path> texts() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("workshop"))) {
      return files.filter(file -> file.toString().endsWith(".md")).toList();
    }
  }
}
