package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which profile a log record says it belongs in. */
class ProfileIdLogProcessorTest {

  private Tracing tracing = new Tracing(Tracing.ROOT_MODE);
  private final List<LogRecordData> records = new ArrayList<>();
  private final SdkLoggerProvider provider =
      SdkLoggerProvider.builder()
          .addLogRecordProcessor(
              (context, logRecord) -> records.add(logRecord.toLogRecordData())) // "the exporter"
          .addLogRecordProcessorFirst(SpanProfiles.logRecordProcessor())
          .build();
  private final Logger logger = provider.get("test");

  @AfterEach
  void close() {
    provider.close();
    tracing.close();
  }

  private String profileIdOfALineInAChild(Span root) {
    try (Scope ignored = root.makeCurrent()) {
      Span child = tracing.child("child");
      try (Scope inner = child.makeCurrent()) {
        logger.logRecordBuilder().setBody("a line").emit();
      }
      child.end();
    }
    return String.valueOf(records.get(0).getAttributes().get(OwnerProcessor.PROFILE_ID));
  }

  @Test
  void aLineInAChildBelongsInTheProfileOfTheLocalRoot() {
    Span root = tracing.root("root");

    assertThat(profileIdOfALineInAChild(root)).isEqualTo(root.getSpanContext().getSpanId());
    assertThat(records.get(0).getSpanContext().getSpanId())
        .isNotEqualTo(root.getSpanContext().getSpanId());
  }

  @Test
  void inAllModeItBelongsInTheChilds() {
    tracing.close();
    tracing = new Tracing(Tracing.ALL_MODE);

    assertThat(profileIdOfALineInAChild(tracing.root("root")))
        .isEqualTo(records.get(0).getSpanContext().getSpanId());
  }

  @Test
  void aLineOutsideOfSpansOrWithNoProfilerSaysNothing() {
    logger.logRecordBuilder().setBody("no span").emit();
    tracing.profiler.running = false;
    profileIdOfALineInAChild(tracing.root("root"));

    assertThat(records).hasSize(2).allMatch(line -> line.getAttributes().isEmpty());
  }
}
