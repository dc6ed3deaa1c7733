package dev.spanprofiles.it;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;

/** The suite against the embedded stack. */
final class EmbeddedStackTest extends SpanProfilesSuite {

  private EmbeddedStackProcess stack;

  @Override
  Backend startBackend(Path folder) {
    stack = EmbeddedStackProcess.start(folder);
    return stack.backend();
  }

  @AfterAll
  void stopStack() {
    stack.close();
  }
}
