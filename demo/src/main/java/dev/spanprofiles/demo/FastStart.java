package dev.spanprofiles.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * A jar taken apart and an archive of its classes as a JVM had loaded them (AppCDS, JEP 350): it
 * halves the CPU that a start takes.
 *
 * <p>Both lie in a folder with a key that names the jar's content and the JVM. Where the key does
 * not fit, the program starts from its jar as always.
 */
final class FastStart {

  private final Path folder;
  private final Path jar;

  FastStart(Path folder, Path jar) {
    this.folder = folder;
    this.jar = jar;
  }

  /** Returns the program as it starts fast, or unchanged if that was not prepared. */
  Program apply(Program program) {
    return isPrepared()
        ? new Program(extracted(), program.options())
            .with("-XX:SharedArchiveFile=" + archive(), "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
        : program;
  }

  boolean isPrepared() {
    try {
      return Files.exists(archive()) && Files.readString(keyFile()).equals(key());
    } catch (IOException e) {
      return false;
    }
  }

  /** Where the jar is once it was taken apart; its libraries lie beside it. */
  Path extracted() {
    return folder.resolve("app").resolve(jar.getFileName());
  }

  Path archive() {
    return folder.resolve("classes.jsa");
  }

  /** Says that {@link #extracted} and {@link #archive} fit the jar and this JVM. */
  void markPrepared() throws IOException {
    Files.writeString(keyFile(), key());
  }

  void clear() throws IOException {
    Folders.delete(folder);
    Files.createDirectories(folder);
  }

  private Path keyFile() {
    return folder.resolve("key");
  }

  private String key() {
    try (JarFile file = new JarFile(jar.toFile())) {
      List<String> entries =
          file.stream().map(FastStart::nameAndChecksum).sorted().toList();
      return Runtime.version() + " " + System.getProperty("java.home") + " " + entries.hashCode();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + jar + ": " + e.getMessage(), e);
    }
  }

  private static String nameAndChecksum(ZipEntry entry) {
    return entry.getName() + " " + entry.getCrc();
  }
}
