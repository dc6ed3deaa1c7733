package dev.spanprofiles.stack.storage;

import com.google.protobuf.ByteString;
import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.AttributeValue.Bool;
import dev.spanprofiles.stack.model.AttributeValue.Int;
import dev.spanprofiles.stack.model.AttributeValue.Real;
import dev.spanprofiles.stack.model.AttributeValue.Text;
import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Resource;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.Scope;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.SpanKind;
import dev.spanprofiles.stack.model.SpanStatus;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.model.TraceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spans, logs and samples for tests, with as little said as the test needs. */
public final class Examples {

  /** 2026-11-21T06:00:00Z. */
  public static final long T0 = 1_795_240_800_000_000_000L;

  public static final long MILLI = 1_000_000;
  public static final long SECOND = 1000 * MILLI;
  public static final Scope SCOPE = new Scope("test", "1.0");

  private Examples() {}

  public static TraceId traceId(long number) {
    return new TraceId(0x0102030405060708L, number);
  }

  public static Resource service(String name) {
    return new Resource(attributes("service.name", name));
  }

  /** Keys and values in turns; a value is a text, whole number, double or boolean. */
  public static Map<String, AttributeValue> attributes(Object... keysAndValues) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      attributes.put((String) keysAndValues[i], value(keysAndValues[i + 1]));
    }
    return attributes;
  }

  public static AttributeValue value(Object value) {
    if (value instanceof AttributeValue already) {
      return already;
    } else if (value instanceof Boolean bool) {
      return new Bool(bool);
    } else if (value instanceof Double real) {
      return new Real(real);
    } else if (value instanceof Number number) {
      return new Int(number.longValue());
    }
    return new Text(value.toString());
  }

  /** A root span of service "shop" of one second, and variations of it. */
  public static SpanBuilder span(long traceNumber, long spanId) {
    return new SpanBuilder(traceNumber, spanId);
  }

  /** What a test says of a span. */
  public static final class SpanBuilder {
    private final TraceId traceId;
    private final long spanId;
    private long parent = SpanId.NONE;
    private String name = "GET /";
    private SpanKind kind = SpanKind.INTERNAL;
    private long start = T0;
    private long duration = SECOND;
    private SpanStatus status = SpanStatus.UNSET;
    private String message = "";
    private Map<String, AttributeValue> attributes = Map.of();
    private Resource resource = service("shop");

    private SpanBuilder(long traceNumber, long spanId) {
      this.traceId = traceId(traceNumber);
      this.spanId = spanId;
    }

    public SpanBuilder parent(long id) {
      parent = id;
      return this;
    }

    public SpanBuilder name(String value) {
      name = value;
      return this;
    }

    public SpanBuilder kind(SpanKind value) {
      kind = value;
      return this;
    }

    public SpanBuilder start(long nanos) {
      start = nanos;
      return this;
    }

    public SpanBuilder duration(long nanos) {
      duration = nanos;
      return this;
    }

    public SpanBuilder error(String text) {
      status = SpanStatus.ERROR;
      message = text;
      return this;
    }

    public SpanBuilder attributes(Object... keysAndValues) {
      attributes = Examples.attributes(keysAndValues);
      return this;
    }

    public SpanBuilder resource(Object... keysAndValues) {
      resource = new Resource(Examples.attributes(keysAndValues));
      return this;
    }

    public Span build() {
      return new Span(
          traceId,
          spanId,
          parent,
          name,
          kind,
          start,
          start + duration,
          status,
          message,
          attributes,
          resource,
          SCOPE,
          ByteString.copyFromUtf8("otlp of " + spanId));
    }
  }

  public static LogRecord log(long traceNumber, long spanId, long time, String body) {
    return new LogRecord(
        time, traceId(traceNumber), spanId, "INFO", body, Map.of(), service("shop"), SCOPE);
  }

  public static Labels labels(String... namesAndValues) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      labels.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return Labels.of(labels);
  }

  /** A CPU sample of 10 ms of service "shop". */
  public static Sample sample(long traceNumber, long spanId, long time, String... functions) {
    return sample(labels("service_name", "shop"), traceNumber, spanId, time, functions);
  }

  public static Sample sample(
      Labels labels, long traceNumber, long spanId, long time, String... functions) {
    return new Sample(
        ProfileType.CPU,
        labels,
        time,
        traceNumber == 0 ? TraceId.NONE : traceId(traceNumber),
        spanId,
        SampleThread.UNKNOWN,
        new StackTrace(List.of(functions)),
        10 * MILLI);
  }
}
