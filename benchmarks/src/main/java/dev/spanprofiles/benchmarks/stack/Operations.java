package dev.spanprofiles.benchmarks.stack;

import com.google.protobuf.ByteString;
import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.AttributeValue.Int;
import dev.spanprofiles.stack.model.AttributeValue.Text;
import dev.spanprofiles.stack.model.Labels;
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
import dev.spanprofiles.stack.storage.ProfileStore;
import dev.spanprofiles.stack.storage.TraceStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A million requests of ten operations in four services over an hour, with five samples each: three
 * of CPU, one of wall time, one of allocation. An operation has 300 stack traces of 40 functions.
 * Traces are stored as they end, and profiles in uploads of ten seconds. Or as many spans and
 * samples of requests that have children, of which only the first span is profiled.
 */
final class Operations {

  static final int SPANS = 1_000_000;
  static final int OPERATIONS = 10;
  private static final int SAMPLES_IN_SPAN = 5;
  private static final int STACK_TRACES = 300;
  private static final int DEPTH = 40;
  private static final int THREADS = 50;
  private static final int SPANS_IN_BATCH = 2_800;
  private static final long HOUR_NANOS = 3_600_000_000_000L;
  private static final ProfileType WALL =
      ProfileType.parse("wall:wall:nanoseconds:wall:nanoseconds");
  private static final ProfileType ALLOCATION =
      ProfileType.parse("memory:alloc_in_new_tlab_bytes:bytes:space:bytes");

  private final Random random = new Random(1);
  private final List<List<StackTrace>> stackTraces = new ArrayList<>();
  private final List<Resource> resources = new ArrayList<>();
  private final Map<String, Labels> labels = new LinkedHashMap<>();
  private final long start;
  private final int children;

  /**
   * Always the same ones.
   *
   * @param endMillis of the hour, since the epoch
   * @param children of each request
   */
  Operations(long endMillis, int children) {
    this.children = children;
    this.start = endMillis * 1_000_000 - HOUR_NANOS;
    for (int operation = 0; operation < OPERATIONS; operation++) {
      List<StackTrace> own = new ArrayList<>();
      for (int i = 0; i < STACK_TRACES; i++) {
        own.add(stackTrace(operation));
      }
      stackTraces.add(own);
    }
    for (int i = 0; i < 12; i++) {
      resources.add(
          new Resource(
              Map.of(
                  "service.name", new Text("service-" + i % 4),
                  "service.instance.id", new Text("instance-" + i),
                  "host.name", new Text("host-" + i % 3),
                  "telemetry.sdk.language", new Text("java"))));
    }
  }

  private StackTrace stackTrace(int operation) {
    List<String> functions = new ArrayList<>();
    for (int frame = 0; frame < DEPTH; frame++) {
      // The deeper, the more of it is the framework's, which all have in common.
      boolean shared = frame > DEPTH / 2;
      functions.add(
          shared
              ? "org/example/framework/Layer%d.call".formatted(frame)
              : "org/example/feature%d/Service%d.method%d"
                  .formatted(operation, frame, random.nextInt(8)));
    }
    return new StackTrace(functions);
  }

  void storeIn(TraceStore traces, ProfileStore profiles) {
    List<Span> spans = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    int requests = SPANS / (1 + children);
    for (int number = 0; number < requests; number++) {
      Span span = span(number, requests);
      spans.add(span);
      for (int i = 0; i < children; i++) {
        spans.add(child(span, number, i));
      }
      int count = SAMPLES_IN_SPAN * (1 + children);
      for (int i = 0; i < count; i++) {
        samples.add(sample(span, number, i, count));
      }
      if (spans.size() >= SPANS_IN_BATCH || number == requests - 1) {
        traces.addSpans(spans);
        profiles.addSamples(samples);
        spans.clear();
        samples.clear();
      }
    }
  }

  private Span span(int number, int requests) {
    int operation = number % OPERATIONS;
    long id = random.nextLong() | 1;
    long begin = start + (long) number * (HOUR_NANOS / requests);
    long duration = (long) (2e6 * Math.exp(random.nextGaussian()) * (1 + operation));
    boolean failed = random.nextInt(100) == 0;
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    attributes.put("http.request.method", new Text("GET"));
    attributes.put("url.path", new Text("/rides/" + random.nextInt(5_000)));
    attributes.put("url.scheme", new Text("http"));
    attributes.put("server.port", new Int(8080));
    attributes.put("http.response.status_code", new Int(failed ? 500 : 200));
    attributes.put("vehicle", new Text(random.nextBoolean() ? "car" : "bike"));
    attributes.put("span_profiles.cpu_time", new Int(duration / 3));
    attributes.put(Span.PROFILE_ID, new Text(SpanId.toHex(id)));
    return new Span(
        new TraceId(1, random.nextLong()),
        id,
        SpanId.NONE,
        "GET /operation-" + operation,
        SpanKind.SERVER,
        begin,
        begin + duration,
        failed ? SpanStatus.ERROR : SpanStatus.UNSET,
        "",
        attributes,
        resources.get(operation % 4 + 4 * random.nextInt(3)),
        new Scope("benchmark", "1"),
        ByteString.copyFrom(new byte[200]));
  }

  /** One after the other, on the thread of the request. */
  private Span child(Span request, int number, int index) {
    long share = request.durationNanos() / children;
    long begin = request.startNanos() + index * share;
    return new Span(
        request.traceId(),
        random.nextLong() | 1,
        request.spanId(),
        "step-" + index + " of operation-" + number % OPERATIONS,
        SpanKind.INTERNAL,
        begin,
        begin + share / 2,
        SpanStatus.UNSET,
        "",
        Map.of("thread.name", new Text(thread(number)), "step", new Int(index)),
        request.resource(),
        request.scope(),
        ByteString.copyFrom(new byte[100]));
  }

  private static String thread(int number) {
    return "http-" + number % THREADS;
  }

  private Sample sample(Span span, int number, int index, int count) {
    ProfileType type =
        switch (index % SAMPLES_IN_SPAN) {
          case 3 -> WALL;
          case 4 -> ALLOCATION;
          default -> ProfileType.CPU;
        };
    return new Sample(
        type,
        labels.computeIfAbsent(
            span.resource().serviceName() + span.name(),
            key ->
                Labels.of(
                    Map.of(
                        "service_name", span.resource().serviceName(),
                        "span_name", span.name()))),
        span.startNanos() + index * span.durationNanos() / count,
        span.traceId(),
        span.spanId(),
        new SampleThread(100 + number % THREADS, thread(number), SampleThread.State.RUNNABLE),
        stackTraces.get(number % OPERATIONS).get(random.nextInt(STACK_TRACES)),
        type.equals(ALLOCATION) ? 512 * 1024 : 10_000_000);
  }
}
