package dev.spanprofiles.it.guide;

import dev.spanprofiles.jvm.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Who follows the guide: has a clone of the repository, a local Maven repository that nothing was
 * installed into, and the guide's ports at free ones.
 */
final class Stranger {

  private final Path clone;
  private final Map<String, String> environment;
  private final Map<String, String> ports = new HashMap<>();

  Stranger(Path folder) throws IOException {
    clone = Files.createDirectory(folder.resolve("clone"));
    Clone.into(clone);
    String home =
        System.getProperty("maven.repo.local", System.getProperty("user.home") + "/.m2/repository");
    environment =
        Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            "JAVA_TOOL_OPTIONS",
            String.join(" ", JavaProcess.SHORT_LIVED),
            "MAVEN_ARGS",
            "-Dmaven.repo.local=%s -Dmaven.repo.local.tail=%s"
                .formatted(folder.resolve("repository"), home));
    for (String port : new String[] {"3000", "3200", "4040", "4318", "8080"}) {
      ports.put(port, Integer.toString(JavaProcess.freePort()));
    }
  }

  Path directory() {
    return clone;
  }

  String port(String inTheGuide) {
    return ports.get(inTheGuide);
  }

  /** The text with the guide's ports at localhost replaced by free ones. */
  String onFreePorts(String text) {
    String replaced = text;
    for (var port : ports.entrySet()) {
      replaced = replaced.replace("localhost:" + port.getKey(), "localhost:" + port.getValue());
    }
    return replaced;
  }

  Shell start(String commands) {
    return Shell.start(clone, environment, onFreePorts(commands));
  }

  String run(String commands) throws InterruptedException {
    return Shell.run(clone, environment, onFreePorts(commands));
  }
}
