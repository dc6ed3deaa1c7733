package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.RecordingProfiler.Sample;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rule 10: installed once, and never in the application's way. */
@Tag("jdk")
class SpanProfilesTest {

  private static final String OTHER_COPY = "dev.spanprofiles.active";

  private final RecordingProfiler profiler = new RecordingProfiler();
  private final SdkTracerProviderBuilder builder =
      SdkTracerProvider.builder().setSampler(Sampler.alwaysOn());

  @BeforeEach
  @AfterEach
  void reset() {
    System.clearProperty(OTHER_COPY);
    Attribution.activate(null);
  }

  private void install() {
    SpanProfiles.install(builder, Tracing.ROOT_MODE, null, () -> profiler);
  }

  @Test
  void saysWhatItDoes() {
    install();
    try (var provider = builder.build()) {
      Span root = provider.get("test").spanBuilder("root").setNoParent().startSpan();
      try (Scope ignored = root.makeCurrent()) {
        assertThat(SpanProfiles.status())
            .isEqualTo(
                new SpanProfilesStatus(
                    true,
                    null,
                    "root",
                    profiler.status(),
                    VirtualThreads.exist() ? "followed" : null,
                    1,
                    1,
                    0));
      }
    }
  }

  @Test
  void theSameBuilderIsCustomizedOnce() {
    install();
    Sampler once = builder.build().getSampler();
    install();
    assertThat(builder.build().getSampler()).isSameAs(once);
  }

  @Test
  void aSecondCopyInTheJvmDoesNothing() {
    System.setProperty(OTHER_COPY, "the copy of another class loader");
    SpanProfiles.install(
        builder, Map.of("otel.pyroscope.start.profiling", "false")::get, Resource.empty());
    assertThat(builder.build().getSampler()).isSameAs(Sampler.alwaysOn());
    assertThat(SpanProfiles.status().reason())
        .isEqualTo("another copy is already active in this JVM: the copy of another class loader");
  }

  @Test
  void theLastShutdownMakesRoomForAnotherCopy() {
    install();
    var first = builder.build();
    var otherBuilder = SdkTracerProvider.builder();
    SpanProfiles.install(otherBuilder, Tracing.ROOT_MODE, null, () -> profiler);
    var second = otherBuilder.build();
    first.close();
    assertThat(SpanProfiles.status().active()).isTrue();
    second.close();
    assertThat(SpanProfiles.status().active()).isFalse();
    assertThat(System.getProperty(OTHER_COPY)).isNull();
  }

  @Test
  void whatTheLastShutdownFindsOpenIsTakenBackAndInNoOnesWay() {
    install();
    var first = builder.build();
    Span before = first.get("test").spanBuilder("before").setNoParent().startSpan();
    Span outlives = first.get("test").spanBuilder("outlives").setNoParent().startSpan();
    try (Scope ignored = before.makeCurrent()) {
      first.close();
      assertThat(profiler.sample()).isEqualTo(Sample.of(before, "before"));
    }
    assertThat(profiler.sample()).isEqualTo(Sample.UNLABELLED);
    var otherBuilder = SdkTracerProvider.builder();
    SpanProfiles.install(otherBuilder, Tracing.ROOT_MODE, null, () -> profiler);
    try (var second = otherBuilder.build()) {
      Span after = second.get("test").spanBuilder("after").setNoParent().startSpan();
      try (Scope ignored = after.makeCurrent()) {
        outlives.end();
        assertThat(profiler.sample()).isEqualTo(Sample.of(after, "after"));
      }
      assertThat(profiler.sample()).isEqualTo(Sample.UNLABELLED);
    }
  }

  @Test
  void aSamplerSetLaterIsToldOnce() {
    List<String> warnings = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            warnings.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(Attribution.class.getName());
    logger.addHandler(handler);
    install();
    try (var provider = builder.setSampler(Sampler.alwaysOn()).build()) {
      for (int i = 0; i < 2; i++) {
        provider.get("test").spanBuilder("root").setNoParent().startSpan().end();
      }
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(warnings).singleElement().asString().contains("addSamplerCustomizer");
  }

  @Test
  void aProfilerThatFailsSwitchesOffAndNothingElse() {
    profiler.fails = true;
    install();
    try (var provider = builder.build()) {
      Span root = provider.get("test").spanBuilder("root").setNoParent().startSpan();
      try (Scope ignored = root.makeCurrent()) {
        assertThat(Span.current()).isSameAs(root);
      }
      root.end();
      assertThat(SpanProfiles.status().reason()).contains("the profiler failed");
    }
  }
}
