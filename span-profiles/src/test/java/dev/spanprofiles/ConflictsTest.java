package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.context.ContextStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConflictsTest {

  @BeforeAll
  static void followTheContext() {
    ContextStorage.get();
  }

  @AfterEach
  void release() {
    Conflicts.release();
  }

  @Test
  void quarkusIsRefusedWithTheWayAround() {
    assertThatThrownBy(() -> Conflicts.check(name -> name.startsWith("io.quarkus.")))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContainingAll("OpenTelemetry Java agent", "quarkus.otel.sdk.disabled=true");
  }

  @Test
  void elsewhereNothingIsRefused() {
    assertThatCode(() -> Conflicts.check(name -> false)).doesNotThrowAnyException();
  }
}
