package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rule 6: names follow, and the table of names is bounded. */
class SpanNameTest {

  private Tracing tracing = new Tracing(Tracing.ROOT_MODE);

  @AfterEach
  void close() {
    tracing.close();
  }

  private void use(Map<String, String> settings) {
    tracing.close();
    tracing = new Tracing(SpanProfilesConfig.from(settings::get));
  }

  private @Nullable String nameIn(Span span) {
    try (Scope ignored = span.makeCurrent()) {
      return tracing.sample().spanName();
    }
  }

  @Test
  void aRenameShowsWhenTheScopeIsEnteredAgain() {
    Span root = tracing.root("GET");
    assertThat(nameIn(root)).isEqualTo("GET");
    root.updateName("GET /orders/{id}");
    assertThat(nameIn(root)).isEqualTo("GET /orders/{id}");
  }

  @Test
  void aRenameShowsWhenTheScopeIsComeBackTo() {
    Span root = tracing.root("GET");
    try (Scope ignored = root.makeCurrent()) {
      try (Scope none = Context.root().makeCurrent()) {
        root.updateName("GET /orders/{id}");
      }
      assertThat(tracing.sample().spanName()).isEqualTo("GET /orders/{id}");
    }
  }

  @Test
  void aRenameShowsWhenTheNextChildStarts() {
    Span root = tracing.root("GET");
    try (Scope ignored = root.makeCurrent()) {
      root.updateName("GET /orders/{id}");
      tracing.child("SELECT");
      assertThat(tracing.sample().spanName()).isEqualTo("GET /orders/{id}");
    }
  }

  @Test
  void aRenameShowsWhenAChildEnds() {
    Span root = tracing.root("GET");
    try (Scope ignored = root.makeCurrent()) {
      Span child = tracing.child("SELECT");
      root.updateName("GET /orders/{id}");
      child.end();
      assertThat(tracing.sample().spanName()).isEqualTo("GET /orders/{id}");
    }
  }

  @Test
  void aRenameShowsAtOnceWhereItIsSaid() {
    Span root = tracing.root("GET");
    try (Scope ignored = root.makeCurrent()) {
      root.updateName("GET /orders/{id}");
      SpanProfiles.refreshSpanName();
      assertThat(tracing.sample().spanName()).isEqualTo("GET /orders/{id}");
    }
  }

  @Test
  void pastTheBoundTheNameIsDroppedButNotTheId() {
    use(Map.of("otel.pyroscope.max.span.names", "2"));
    assertThat(nameIn(tracing.root("first"))).isEqualTo("first");
    assertThat(nameIn(tracing.root("second"))).isEqualTo("second");
    Span third = tracing.root("third");
    try (Scope ignored = third.makeCurrent()) {
      assertThat(tracing.sample().spanId()).isEqualTo(third.getSpanContext().getSpanId());
      assertThat(tracing.sample().spanName()).isNull();
    }
    assertThat(nameIn(tracing.root("first"))).isEqualTo("first");
    assertThat(SpanProfiles.status().spanNames()).isEqualTo(2);
    assertThat(SpanProfiles.status().droppedSpanNames()).isEqualTo(1);
  }

  @Test
  void samplesCarryNoNameIfSwitchedOff() {
    use(Map.of("otel.pyroscope.add.span.name", "false"));
    assertThat(nameIn(tracing.root("root"))).isNull();
    assertThat(SpanProfiles.status().spanNames()).isZero();
  }
}
