package dev.spanprofiles.it;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** The suite against the embedded stack. */
final class EmbeddedStackTest extends SpanProfilesSuite {

  private @Nullable EmbeddedStackProcess stack;

  @Override
  Backend startBackend(Path folder) {
    EmbeddedStackProcess started = EmbeddedStackProcess.start(folder);
    stack = started;
    return started.backend();
  }

  @AfterAll
  void stopStack() {
    if (stack != null) {
      stack.close();
    }
  }
}
