package dev.spanprofiles.it.guide;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** A copy of the repository as it would be cloned: without what was built. */
final class Clone {

  private static final Set<String> LEFT_OUT = Set.of(".git", "target", ".demo", "screenshots");

  private Clone() {}

  static void into(Path copy) throws IOException {
    Path repository = Path.of("..").toAbsolutePath().normalize();
    Files.walkFileTree(
        repository,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (LEFT_OUT.contains(folder.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(copy.resolve(repository.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              Files.copy(file, copy.resolve(repository.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
