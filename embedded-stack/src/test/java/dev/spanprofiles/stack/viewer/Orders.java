package dev.spanprofiles.stack.viewer;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.attributes;
import static dev.spanprofiles.stack.storage.Examples.labels;

import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Resource;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.Scope;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanEvent;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.SpanKind;
import dev.spanprofiles.stack.model.SpanStatus;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.ProfileStore;
import dev.spanprofiles.stack.storage.TraceStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Traces as the ride-share services make them, with profiles and logs; the same on every run. */
final class Orders {

  static final ProfileType WALL = ProfileType.parse("wall:wall:nanoseconds:wall:nanoseconds");

  private static final String APP = "dev/spanprofiles/rideshare/";
  private static final List<String> SERVER_STEM =
      List.of(
          "java/lang/Thread.run",
          "java/util/concurrent/ThreadPoolExecutor.runWorker",
          "org/apache/tomcat/util/net/SocketProcessorBase.run",
          "org/apache/coyote/http11/Http11Processor.service",
          "org/apache/catalina/core/ApplicationFilterChain.doFilter",
          "org/springframework/web/servlet/DispatcherServlet.doDispatch",
          APP + "vehicle/RideController.ride");
  private static final List<String> GENERATOR_STEM =
      List.of(
          "java/lang/Thread.run",
          "java/util/concurrent/FutureTask.run",
          APP + "order/Traffic.place",
          APP + "order/OrderService.orderVehicle");
  private static final SampleThread THREAD =
      new SampleThread(7, "http-nio-5001-exec-3", SampleThread.State.UNKNOWN);
  private static final Scope SCOPE = new Scope("dev.spanprofiles.rideshare", "1.0");

  private final Random random = new Random(7);
  private final List<Span> spans = new ArrayList<>();
  private final List<LogRecord> logs = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();

  /** An order's spans: what the load generator began, and what the region made of it. */
  record Order(Span root, Span handler, Span find) {}

  void storeIn(TraceStore traces, ProfileStore profiles) {
    traces.addSpans(spans);
    traces.addLogs(logs);
    profiles.addSamples(samples);
  }

  Order bike(Instant start, String region) {
    return order(start, "Bike", region, 80, 0, 0);
  }

  Order car(Instant start, String region) {
    return order(start, "Car", region, 240, 60, 0);
  }

  /** The classic incident: the driver check waits for a lock and burns CPU on it. */
  Order slowCar(Instant start, String region) {
    return order(start, "Car", region, 240, 60, 850);
  }

  /** An order whose region does not answer: an error without a handler. */
  Span failed(Instant start, String region) {
    long at = nanos(start);
    TraceId trace = new TraceId(random.nextLong(), random.nextLong());
    Resource generator = service("load-generator", "global");
    Span root = span(trace, 0, "OrderVehicle", at, 280, generator, true, SpanKind.INTERNAL);
    burn(root, at, 250, GENERATOR_STEM);
    Span client = failedCall(trace, root, at + 255 * MILLI, generator);
    log(client, 258, "ERROR", "region " + region + " does not answer: Connection refused");
    return root;
  }

  private Order order(
      Instant start, String vehicle, String region, int findMs, int checkMs, int lockMs) {
    long at = nanos(start);
    TraceId trace = new TraceId(random.nextLong(), random.nextLong());
    Resource generator = service("load-generator", "global");
    Resource app = service("ride-sharing-app", region);
    int find = findMs + random.nextInt(50);
    int check = checkMs + lockMs;
    int handle = find + check + 4;
    Span root =
        span(trace, 0, "OrderVehicle", at, 265 + handle, generator, true, SpanKind.INTERNAL);
    burn(root, at, 250, GENERATOR_STEM);
    Span client =
        span(
            trace,
            root.spanId(),
            "POST",
            at + 252 * MILLI,
            handle + 6,
            generator,
            false,
            SpanKind.CLIENT);
    long from = at + 255 * MILLI;
    Span handler =
        span(trace, client.spanId(), vehicle + "Handler", from, handle, app, true, SpanKind.SERVER);
    Span finding =
        span(
            trace,
            handler.spanId(),
            "FindNearestVehicle",
            from + MILLI,
            find,
            app,
            false,
            SpanKind.INTERNAL);
    burn(handler, from + MILLI, find, SERVER_STEM, APP + "vehicle/City.findNearestVehicle");
    log(
        root,
        1,
        "INFO",
        "ordering a " + vehicle.toLowerCase(java.util.Locale.ROOT) + " in " + region);
    log(finding, 1, "INFO", "looking within " + findMs + " km");
    if (check > 0) {
      long checkFrom = from + (find + 2) * MILLI;
      Span checking =
          span(
              trace,
              handler.spanId(),
              "CheckDriverAvailability",
              checkFrom,
              check,
              app,
              false,
              SpanKind.INTERNAL);
      String checkDriver = APP + "vehicle/Drivers.checkDriverAvailability";
      burn(handler, checkFrom, checkMs, SERVER_STEM, checkDriver);
      burn(handler, checkFrom, lockMs, SERVER_STEM, checkDriver, APP + "fault/MutexLock.mutexLock");
      if (lockMs > 0) {
        log(checking, 2, "WARN", "waiting for the driver lock");
      }
    }
    return new Order(root, handler, finding);
  }

  private Span span(
      TraceId trace,
      long parent,
      String name,
      long start,
      int ms,
      Resource resource,
      boolean profiled,
      SpanKind kind) {
    long id = random.nextLong();
    Span span =
        new Span(
            trace,
            id,
            parent,
            name,
            kind,
            start,
            start + ms * MILLI,
            SpanStatus.UNSET,
            "",
            profiled
                ? attributes(
                    Span.PROFILE_ID,
                    SpanId.toHex(id),
                    "span_profiles.cpu_time",
                    ms * MILLI * 9 / 10,
                    "region",
                    region(resource))
                : attributes("region", region(resource)),
            resource,
            SCOPE,
            io.opentelemetry.proto.trace.v1.Span.getDefaultInstance().toByteString());
    spans.add(span);
    return span;
  }

  private Span failedCall(TraceId trace, Span root, long start, Resource resource) {
    SpanEvent exception =
        new SpanEvent(
            "exception",
            2 * MILLI,
            attributes(
                "exception.type",
                "java.net.ConnectException",
                "exception.stacktrace",
                "java.net.ConnectException: Connection refused\n"
                    + "\tat java.base/sun.nio.ch.Net.connect0(Native Method)"));
    Span span =
        new Span(
            trace,
            random.nextLong(),
            root.spanId(),
            "POST",
            SpanKind.CLIENT,
            start,
            start + 3 * MILLI,
            SpanStatus.ERROR,
            "Connection refused",
            attributes("http.request.method", "POST", "url.full", "http://localhost:5002/car"),
            resource,
            SCOPE,
            List.of(exception),
            List.of(),
            io.opentelemetry.proto.trace.v1.Span.getDefaultInstance().toByteString());
    spans.add(span);
    return span;
  }

  /** Samples as the profiler takes them: one every 10 ms; one in five inside of a callee. */
  private void burn(Span span, long from, int ms, List<String> stem, String... inner) {
    for (int i = 0; i < ms / 10; i++) {
      Stream<String> callee = i % 5 == 0 ? Stream.of("java/lang/Math.sqrt") : Stream.empty();
      List<String> stack =
          new ArrayList<>(
              Stream.of(stem.stream(), Stream.of(inner), callee).flatMap(s -> s).toList());
      java.util.Collections.reverse(stack);
      for (ProfileType type : List.of(ProfileType.CPU, WALL)) {
        samples.add(
            new Sample(
                type,
                labels(
                    "service_name", span.resource().serviceName(),
                    "span_name", span.name(),
                    "region", region(span.resource())),
                from + i * 10L * MILLI,
                span.traceId(),
                span.spanId(),
                THREAD,
                new StackTrace(stack),
                10 * MILLI));
      }
    }
  }

  private void log(Span span, int afterMs, String severity, String body) {
    logs.add(
        new LogRecord(
            span.startNanos() + afterMs * MILLI,
            span.traceId(),
            span.spanId(),
            severity,
            body,
            attributes("thread.name", "http-nio-5001-exec-3"),
            span.resource(),
            SCOPE));
  }

  private static Resource service(String name, String region) {
    return new Resource(
        attributes(
            "service.name",
            name,
            "host.name",
            name + "-" + region,
            "region",
            region,
            "telemetry.sdk.name",
            "opentelemetry",
            "telemetry.sdk.version",
            "1.65.0"));
  }

  private static String region(Resource resource) {
    return String.valueOf(resource.attributes().get("region"));
  }

  static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }
}
