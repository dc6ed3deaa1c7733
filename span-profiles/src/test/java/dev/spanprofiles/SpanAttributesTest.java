package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rule 9: what a profiled span says of itself. */
@Tag("jdk")
class SpanAttributesTest {

  private Tracing tracing = new Tracing(Tracing.ROOT_MODE);

  @AfterEach
  void close() {
    tracing.close();
  }

  private void runRootAndChild() {
    Span root = tracing.root("root");
    try (Scope ignored = root.makeCurrent()) {
      Span child = tracing.child("child");
      burn(Duration.ofMillis(5));
      child.end();
    }
    root.end();
  }

  static void burn(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void theOwnerCarriesItsIdAndCpuTime() {
    runRootAndChild();
    var root = tracing.exported("root");
    assertThat(root.getAttributes().get(OwnerProcessor.PROFILE_ID)).isEqualTo(root.getSpanId());
    assertThat(root.getAttributes().get(SpanTimes.CPU)).isPositive();
  }

  @Test
  void aChildSaysItsThreadAlone() {
    runRootAndChild();
    assertThat(tracing.exported("child").getAttributes().asMap())
        .isEqualTo(Map.of(OwnerProcessor.THREAD_NAME, Thread.currentThread().getName()));
    assertThat(tracing.exported("root").getAttributes().get(OwnerProcessor.THREAD_NAME)).isNull();
  }

  @Test
  void whatSomeoneElseSaysOfTheThreadStays() {
    Span root = tracing.root("root");
    try (Scope ignored = root.makeCurrent()) {
      tracing.saying("child", OwnerProcessor.THREAD_NAME, "mine").end();
    }
    root.end();
    assertThat(tracing.exported("child").getAttributes().get(OwnerProcessor.THREAD_NAME))
        .isEqualTo("mine");
  }

  @Test
  void inAllModeAChildCarriesItsOwn() {
    close();
    tracing = new Tracing(Tracing.ALL_MODE);
    runRootAndChild();
    var child = tracing.exported("child");
    assertThat(child.getAttributes().get(OwnerProcessor.PROFILE_ID)).isEqualTo(child.getSpanId());
    assertThat(child.getAttributes().get(SpanTimes.CPU)).isZero();
  }

  @Test
  void nothingIsSaidWhileNoProfilerRuns() {
    tracing.profiler.running = false;
    runRootAndChild();
    assertThat(tracing.exported("root").getAttributes().isEmpty()).isTrue();
    assertThat(tracing.profiler.calls).hasValue(0);
  }

  @Test
  void cpuTimeCountsUpToTheEndInsideTheScope() {
    Span root = tracing.root("root");
    try (Scope ignored = root.makeCurrent()) {
      burn(Duration.ofMillis(5));
      root.end();
    }
    assertThat(tracing.exported("root").getAttributes().get(SpanTimes.CPU)).isPositive();
  }
}
