package dev.spanprofiles.it;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** The suite against the embedded stack, with profiles as OTLP: all of the same is promised. */
final class OtlpProfilesTest extends SpanProfilesSuite {

  private @Nullable EmbeddedStackProcess stack;

  @Override
  Backend startBackend(Path folder) {
    EmbeddedStackProcess started = EmbeddedStackProcess.start(folder);
    stack = started;
    return started.backend();
  }

  @Override
  Map<String, String> environment() {
    // Where the agent would upload to, nothing listens.
    return Map.of(
        "OTEL_PROFILES_EXPORTER", "otlp", "PYROSCOPE_SERVER_ADDRESS", "http://localhost:1");
  }

  @AfterAll
  void stopStack() {
    if (stack != null) {
      stack.close();
    }
  }
}
