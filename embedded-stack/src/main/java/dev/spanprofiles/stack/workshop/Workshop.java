package dev.spanprofiles.stack.workshop;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A workshop as it is read from a folder: {@code workshop.yaml} and a folder for each chapter.
 *
 * @param services addresses by name, as chapters name them in their switches
 * @param reset what ends whatever chapter was begun
 * @param paths ways through the chapters
 * @param chapters in the order of their folders' names
 */
public record Workshop(
    String title,
    Map<String, URI> services,
    List<Chapter.Switch> reset,
    List<TrainingPath> paths,
    List<Chapter> chapters) {

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  public Workshop {
    services = Map.copyOf(services);
    reset = List.copyOf(reset);
    paths = List.copyOf(paths);
    chapters = List.copyOf(chapters);
  }

  /**
   * A way through the chapters.
   *
   * @param text Markdown; in the file, where it is
   * @param chapters their ids, in order
   */
  public record TrainingPath(String title, String text, List<String> chapters) {

    TrainingPath with(String content) {
      return new TrainingPath(title, content, chapters);
    }
  }

  /** What {@code workshop.yaml} says. */
  record File(
      String title,
      Map<String, URI> services,
      List<Chapter.Switch> reset,
      List<TrainingPath> paths) {}

  /**
   * Reads a workshop.
   *
   * @param addresses of services that are elsewhere than the folder says, by name
   * @throws WorkshopException if a file is missing or malformed
   */
  public static Workshop read(Path folder, Map<String, URI> addresses) {
    File file = yaml(folder.resolve("workshop.yaml"), File.class);
    Map<String, URI> services = new HashMap<>(file.services());
    services.putAll(addresses);
    List<Chapter> chapters = folders(folder).stream().map(Workshop::chapter).toList();
    for (TrainingPath path : file.paths()) {
      for (String id : path.chapters()) {
        if (chapters.stream().noneMatch(chapter -> chapter.id().equals(id))) {
          throw new WorkshopException(
              "the path “%s” has the chapter “%s”, which is not in %s"
                  .formatted(path.title(), id, folder),
              null);
        }
      }
    }
    List<TrainingPath> paths =
        file.paths().stream().map(path -> path.with(text(folder.resolve(path.text())))).toList();
    return new Workshop(file.title(), services, file.reset(), paths, chapters);
  }

  public Optional<Chapter> chapter(String id) {
    return chapters.stream().filter(chapter -> chapter.id().equals(id)).findFirst();
  }

  /** The chapter of a number, from 1. */
  public Optional<Chapter> chapter(int number) {
    return number >= 1 && number <= chapters.size()
        ? Optional.of(chapters.get(number - 1))
        : Optional.empty();
  }

  public int number(Chapter chapter) {
    return chapters.indexOf(chapter) + 1;
  }

  private static List<Path> folders(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(each -> Files.exists(each.resolve("chapter.yaml"))).sorted().toList();
    } catch (IOException e) {
      throw new WorkshopException("cannot read the workshop in " + folder + ": " + e, e);
    }
  }

  private static Chapter chapter(Path folder) {
    String id = String.valueOf(folder.getFileName()).replaceFirst("^\\d+-", "");
    return yaml(folder.resolve("chapter.yaml"), Chapter.File.class)
        .with(id, text(folder.resolve("symptom.md")), text(folder.resolve("explanation.md")));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new WorkshopException("cannot read " + file + ": " + e, e);
    }
  }

  private static <T> T yaml(Path file, Class<T> type) {
    try {
      @Nullable T read = YAML.readValue(file.toFile(), type);
      if (read == null) {
        throw new WorkshopException(file + " is empty", null);
      }
      return read;
    } catch (IOException e) {
      throw new WorkshopException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
