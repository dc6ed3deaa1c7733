package dev.spanprofiles.demo.launch;

import dev.spanprofiles.demo.stack.DemoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * An archive of a program's classes as a JVM had loaded them (AppCDS, JEP 350); it halves the CPU
 * that a start takes.
 *
 * <p>A Spring Boot jar is taken apart for it, as classes of jars within a jar are not archived. All
 * lies in a folder with a key that names the jars and the JVM. Where the key does not fit, the
 * program starts from its jar as it is.
 *
 * @param folder for this program alone
 * @param jar with a main class in its manifest
 * @param leash the jar of {@link Leash}
 */
record FastStart(Path folder, Path jar, Path leash) {

  /** Returns the program as it starts fast, or as it is if that was not prepared. */
  Program program() {
    return isPrepared()
        ? new Program(
            classes(),
            List.of("-XX:SharedArchiveFile=" + archive(), "-Xlog:cds=off", "-Xlog:cds+dynamic=off"))
        : new Program(jar, List.of());
  }

  /** Returns the program as it writes the archive when it ends. */
  Program trainee() {
    return new Program(classes(), List.of("-XX:ArchiveClassesAtExit=" + archive()));
  }

  boolean isPrepared() {
    try {
      return Files.exists(archive()) && Files.readString(keyFile()).equals(key());
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns whether it was prepared, but on another JDK than this one, which cannot use it. */
  boolean isPreparedForAnotherJdk() {
    try {
      return Files.exists(keyFile()) && !Files.readString(keyFile()).startsWith(jdk());
    } catch (IOException e) {
      return false;
    }
  }

  /** Takes the jar apart where an archive needs that; forgets what was prepared before. */
  void extract() throws IOException, InterruptedException {
    Folders.delete(folder);
    Files.createDirectories(folder);
    if (isBootJar()) {
      Process extraction =
          new ProcessBuilder(
                  Child.java(),
                  "-Djarmode=tools",
                  "-jar",
                  jar.toString(),
                  "extract",
                  "--destination",
                  folder.resolve("app").toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("extract.log").toFile())
              .start();
      extraction.waitFor();
    }
  }

  /** Says that the archive is there and fits the jar and this JVM. */
  void markPrepared() throws IOException {
    if (!Files.exists(archive())) {
      throw new DemoException("The JVM wrote no archive of classes to %s.".formatted(archive()));
    }
    Files.writeString(keyFile(), key());
  }

  private Path classes() {
    return isBootJar() ? folder.resolve("app").resolve(jar.getFileName()) : jar;
  }

  private Path archive() {
    return folder.resolve("classes.jsa");
  }

  private Path keyFile() {
    return folder.resolve("key");
  }

  private boolean isBootJar() {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue("Start-Class") != null;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Content as well as time: the JVM rejects an archive if a jar on its class path is younger, and
   * Boot's jars are all of the same time.
   */
  private String key() {
    try (JarFile file = new JarFile(jar.toFile())) {
      List<String> entries = file.stream().map(FastStart::nameAndChecksum).sorted().toList();
      return String.join(
          " ",
          jdk(),
          Integer.toHexString(entries.hashCode()),
          Files.getLastModifiedTime(jar).toString(),
          Files.getLastModifiedTime(leash).toString());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static String jdk() {
    return Runtime.version() + " " + System.getProperty("java.home");
  }

  private UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException("cannot read " + jar + ": " + e.getMessage(), e);
  }

  private static String nameAndChecksum(ZipEntry entry) {
    return entry.getName() + " " + entry.getCrc();
  }
}
