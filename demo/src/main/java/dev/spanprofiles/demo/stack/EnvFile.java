package dev.spanprofiles.demo.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The settings of the compose file: {@code .env}, over which the shell's variables win. */
public final class EnvFile {

  private EnvFile() {}

  /**
   * Reads them.
   *
   * @param home the root of the project
   * @param shell the shell's variables
   */
  public static Map<String, String> read(Path home, Map<String, String> shell) {
    Map<String, String> settings = new HashMap<>();
    for (String line : lines(home.resolve(".env"))) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        settings.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    settings.putAll(shell);
    return settings;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new DemoException("%s cannot be read: %s.".formatted(file, e));
    }
  }
}
