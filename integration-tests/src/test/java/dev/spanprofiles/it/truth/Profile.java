package dev.spanprofiles.it.truth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** One upload of {@link InProcessProfiler}. */
sealed interface Profile permits JfrProfile, OtlpProfile {

  /** Reads it. */
  void forEachSample(Consumer<Sample> consumer) throws IOException;

  /** Whether a file is one; others lie beside them. */
  static boolean is(Path file) {
    return file.toString().endsWith(".jfr") || file.toString().endsWith(".otlp");
  }

  /** The profile in a file. */
  static Profile of(Path file) throws IOException {
    return file.toString().endsWith(".otlp") ? new OtlpProfile(file) : new JfrProfile(file);
  }
}
