package dev.spanprofiles.stack.workshop;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Progress in all chapters, kept in a file so that it outlives a restart; thread-safe. */
public final class ProgressFile {

  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final Map<String, Progress> byChapter;

  /**
   * Reads it, or begins anew where there is none.
   *
   * @throws WorkshopException if the file is there and cannot be read
   */
  public ProgressFile(Path file) {
    this.file = file;
    try {
      this.byChapter =
          Files.exists(file)
              ? new ConcurrentHashMap<>(
                  JSON.readValue(file.toFile(), new TypeReference<Map<String, Progress>>() {}))
              : new ConcurrentHashMap<>();
    } catch (IOException e) {
      throw new WorkshopException("cannot read " + file + "; delete it to begin anew: " + e, e);
    }
  }

  public Progress of(Chapter chapter) {
    return byChapter.getOrDefault(chapter.id(), Progress.NONE);
  }

  /** Keeps it; what was kept before stays whole whatever happens meanwhile. */
  public synchronized void keep(Chapter chapter, Progress progress) {
    byChapter.put(chapter.id(), progress);
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      JSON.writeValue(next.toFile(), byChapter);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new WorkshopException("cannot keep your progress in " + file + ": " + e, e);
    }
  }
}
