package dev.spanprofiles.demo.launch;

import dev.spanprofiles.demo.Demo;
import dev.spanprofiles.demo.stack.Port;
import dev.spanprofiles.demo.stack.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Runs the launcher as a process of its own on fake programs and free ports. */
final class Launcher {

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final List<Process> started = new ArrayList<>();

  /** Puts fake programs where the build would leave the real ones. */
  Launcher(Path home) throws IOException {
    this.home = home;
    writePrograms(home);
    List<ServerSocket> held = new ArrayList<>();
    for (Port port : Port.OF_THE_DEMO) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      held.add(socket);
      environment.put(port.variable(), Integer.toString(socket.getLocalPort()));
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
  }

  /** Writes the jars of the fake programs. */
  static void writePrograms(Path home) throws IOException {
    writeJar(home.resolve("demo/target/demo-leash.jar"), Leash.class);
    writeJar(home.resolve("embedded-stack/target/embedded-stack.jar"), FakeStack.class);
    writeJar(home.resolve("rideshare-java/target/rideshare-java.jar"), FakeService.class);
  }

  Launcher with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  int port(Port port) {
    return Ports.of(environment).get(port);
  }

  /** Starts it with standard output and error in {@link #output}. */
  Process start(String... options) throws IOException {
    return start(List.of(), options);
  }

  /** Starts it as a child of a shell, as {@code make} would. */
  Process startBelowShell() throws IOException {
    // The second command keeps the shell from becoming the launcher itself.
    return start(List.of("sh", "-c", "\"$@\"; true", "sh"));
  }

  private Process start(List<String> prefix, String... options) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(Child.java(), "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Demo.class.getName(), "--home", home.toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output").toFile());
    builder.environment().remove("DURATION");
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** Kills whatever it started. */
  void kill() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  String output() {
    try {
      return Files.readString(home.resolve("output"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeJar(Path jar, Class<?> main) throws IOException {
    Files.createDirectories(jar.getParent());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
    String entry = main.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream bytes = main.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      bytes.transferTo(out);
    }
  }
}
