package dev.spanprofiles.rideshare;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The exporter {@code stdout}: a line of JSON for each span.
 *
 * <p>OpenTelemetry's own {@code console} prints neither parent nor times nor status (1.65.0).
 */
public final class StdoutSpanExporterProvider implements ConfigurableSpanExporterProvider {

  @Override
  public String getName() {
    return "stdout";
  }

  @Override
  public SpanExporter createExporter(ConfigProperties config) {
    return new StdoutSpanExporter(System.out);
  }

  /** Prints each span when it is exported; keeps nothing. */
  record StdoutSpanExporter(PrintStream out) implements SpanExporter {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      spans.forEach(span -> out.println(JSON.writeValueAsString(line(span))));
      return CompletableResultCode.ofSuccess();
    }

    private static Map<String, Object> line(SpanData span) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("span", span.getName());
      line.put("kind", span.getKind());
      line.put("traceId", span.getTraceId());
      line.put("spanId", span.getSpanId());
      line.put("parentSpanId", span.getParentSpanId());
      line.put("startEpochNanos", span.getStartEpochNanos());
      line.put("durationNanos", span.getEndEpochNanos() - span.getStartEpochNanos());
      line.put("status", span.getStatus().getStatusCode());
      line.put("statusDescription", span.getStatus().getDescription());
      line.put("attributes", plain(span.getAttributes()));
      line.put("resource", plain(span.getResource().getAttributes()));
      return line;
    }

    private static Map<String, Object> plain(Attributes attributes) {
      Map<String, Object> plain = new LinkedHashMap<>();
      attributes.forEach((key, value) -> plain.put(key.getKey(), value));
      return plain;
    }

    @Override
    public CompletableResultCode flush() {
      out.flush();
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return flush();
    }
  }
}
