package dev.spanprofiles.stack.workshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chapters that the project ships, as they are read. */
class ChaptersTest {

  private static final Path FOLDER = Path.of("../workshop");

  private final Workshop workshop = Workshop.read(FOLDER, Map.of());

  @Test
  void thereAreTwelve() {
    assertThat(workshop.chapters()).hasSize(12);
  }

  @Test
  void chaptersCanBeAsked() {
    for (Chapter chapter : workshop.chapters()) {
      assertThat(chapter.questions()).as(chapter.id()).isNotEmpty();
      assertThat(chapter.minutes()).as(chapter.id()).isBetween(5, 15);
      Evidence.filter(chapter.promise().of());
      for (Question question : chapter.questions()) {
        assertThat(question.hints()).as(chapter.id()).hasSize(3);
        question.wrong().forEach(hunch -> Pattern.compile(hunch.answer()));
      }
    }
  }

  @Test
  void noSolutionIsTakenForAWrongAnswer() throws IOException {
    for (Chapter chapter : workshop.chapters()) {
      JsonNode solved =
          new ObjectMapper(new YAMLFactory())
              .readTree(Files.readString(file(chapter, "solution.yaml")));
      for (int i = 0; i < chapter.questions().size(); i++) {
        String right = solved.path("questions").path(i).path("right").asText();
        assertThat(right).as(chapter.id()).isNotEmpty();
        assertThat(chapter.questions().get(i).wrong())
            .as("%s: %s", chapter.id(), right)
            .noneMatch(hunch -> hunch.matches(right));
      }
    }
  }

  @Test
  void symptomsGiveNothingAway() throws IOException {
    for (Path file : files("symptom.md")) {
      assertThat(Files.readString(file))
          .as(file.toString())
          .doesNotContainIgnoringCase("mutex", "backtracking", "stampede", "pinned", "N+1");
    }
  }

  @Test
  void servicesCanBeElsewhere() {
    Workshop elsewhere =
        Workshop.read(FOLDER, Map.of("eu-north", URI.create("http://localhost:9")));
    assertThat(elsewhere.services().get("eu-north")).hasPort(9);
    assertThat(elsewhere.services()).containsKey("us-east");
  }

  @Test
  void malformedChapterIsRefusedWithItsFile(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> Workshop.read(folder, Map.of()))
        .isInstanceOf(WorkshopException.class)
        .hasMessageContaining("workshop.yaml");

    Files.writeString(
        folder.resolve("workshop.yaml"), "title: t\nservices: {}\nreset: []\npaths: []\n");
    Path chapter = Files.createDirectory(folder.resolve("01-one"));
    Files.writeString(chapter.resolve("chapter.yaml"), "title: t\ncolour: red\n");
    assertThatThrownBy(() -> Workshop.read(folder, Map.of()))
        .isInstanceOf(WorkshopException.class)
        .hasMessageContaining("chapter.yaml")
        .hasMessageContaining("colour");
  }

  private static Path file(Chapter chapter, String name) throws IOException {
    return files(name).stream()
        .filter(file -> String.valueOf(file.getParent()).endsWith("-" + chapter.id()))
        .findFirst()
        .orElseThrow();
  }

  private static List<Path> files(String name) throws IOException {
    try (var all = Files.walk(FOLDER)) {
      return all.filter(file -> file.endsWith(name)).toList();
    }
  }
}
