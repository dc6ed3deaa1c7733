package dev.spanprofiles.it.truth;

import com.sun.management.OperatingSystemMXBean;
import dev.spanprofiles.it.truth.Truth.Labels;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a scenario is written with: spans, threads, and marked stretches of work. */
final class Workload implements AutoCloseable {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Slices after which a scenario ends even if it got little CPU. */
  private static final int LONGEST = 4;

  private final String scenario;
  private final Mode mode;
  private final OpenTelemetry openTelemetry;
  private final Tracer tracer;
  private final TruthLog log;
  private final Duration slice;
  private final Agent agent;
  private final Queue<ExecutorService> pools = new ConcurrentLinkedQueue<>();

  Workload(
      String scenario,
      Mode mode,
      OpenTelemetry openTelemetry,
      TruthLog log,
      Duration slice,
      Agent agent) {
    this.scenario = scenario;
    this.mode = mode;
    this.openTelemetry = openTelemetry;
    this.tracer = openTelemetry.getTracer("truth");
    this.log = log;
    this.slice = slice;
    this.agent = agent;
  }

  /** The profiler's agent. */
  interface Agent {

    /** Ends one profile and begins the next, as it does at every interval. */
    void upload();

    /** Is stopped and started again, as an application may do that profiles now and then. */
    void restart();
  }

  /** A task that may throw. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  /** Runs {@code body} again and again until this scenario's time is over and it had CPU. */
  void repeat(Task body) throws Exception {
    long start = System.nanoTime();
    long startCpu = PROCESS.getProcessCpuTime();
    long elapsed;
    do {
      body.run();
      elapsed = System.nanoTime() - start;
      // On a busy machine time alone brings no samples.
    } while (elapsed < slice.toNanos()
        || (elapsed < slice.toNanos() * LONGEST
            && PROCESS.getProcessCpuTime() - startCpu < slice.toNanos() / 2));
  }

  Agent agent() {
    return agent;
  }

  Mode mode() {
    return mode;
  }

  // Spans

  /** What instrumentation is given. */
  OpenTelemetry openTelemetry() {
    return openTelemetry;
  }

  /** Starts a span without a parent. */
  KnownSpan root(String name) {
    return new KnownSpan(tracer.spanBuilder(name).setNoParent().startSpan(), null);
  }

  /** Starts a span whose parent is in another process: a local root. */
  KnownSpan remoteChild(String name) {
    return remoteChild(name, TraceFlags.getSampled());
  }

  /** The same, whether that parent is sampled or not. */
  KnownSpan remoteChild(String name, TraceFlags flags) {
    Context parent = Context.root().with(Span.wrap(remote(flags)));
    return new KnownSpan(tracer.spanBuilder(name).setParent(parent).startSpan(), null);
  }

  /** Starts a span below {@code parent}. */
  KnownSpan child(KnownSpan parent, String name) {
    Context context = Context.current().with(parent.span());
    return new KnownSpan(tracer.spanBuilder(name).setParent(context).startSpan(), parent);
  }

  /** A span of another process, as it stands in the context when nobody started one here. */
  KnownSpan propagatedOnly() {
    return new KnownSpan(Span.wrap(remote(TraceFlags.getSampled())), null);
  }

  private static SpanContext remote(TraceFlags flags) {
    var random = ThreadLocalRandom.current();
    String spanId = "%016x".formatted(random.nextLong(1, Long.MAX_VALUE));
    return SpanContext.createFromRemoteParent(
        spanId + spanId, spanId, flags, TraceState.getDefault());
  }

  // Marked stretches

  /** Burns CPU for a few milliseconds while {@code current} is the current span. */
  void burn(KnownSpan current) {
    work(current, Work::burn);
  }

  /** Burns CPU while no span is current. */
  void burnUnowned() {
    work(null, Work::burn);
  }

  /** Does {@code work} while {@code current} is the current span; null: while none is. */
  void work(@Nullable KnownSpan current, Runnable work) {
    SpanContext expected =
        current == null ? SpanContext.getInvalid() : current.span().getSpanContext();
    SpanContext actual = Span.current().getSpanContext();
    if (!actual.equals(expected)) {
      throw new IllegalStateException(
          "scenario '%s': the current span is %s, it states %s"
              .formatted(scenario, actual, expected));
    }
    Labels labels = current == null ? null : current.labels(mode);
    Marks.stretch(log.number(new Truth(scenario, labels)), work);
  }

  // Threads

  /** A pool that ends with the scenario. */
  ExecutorService pool(int threads) {
    return owned(Executors.newFixedThreadPool(threads));
  }

  /** A pool for delayed tasks that ends with the scenario. */
  ScheduledExecutorService scheduledPool(int threads) {
    return owned(Executors.newScheduledThreadPool(threads));
  }

  /** A virtual thread for each task. */
  ExecutorService virtualThreads() throws ReflectiveOperationException {
    // By reflection: the project compiles for JDK 17.
    return owned(
        (ExecutorService)
            Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
  }

  /** Ends {@code pool} with the scenario. */
  <E extends ExecutorService> E owned(E pool) {
    pools.add(pool);
    return pool;
  }

  /** Runs the tasks at the same time, each on a thread of its own, and waits for all. */
  static void onNewThreads(Task... tasks) throws Exception {
    // No pool: its threads would go on to wait, some with a scope left open.
    List<FutureTask<Void>> running =
        Stream.of(tasks).map(task -> new FutureTask<>(callable(task))).toList();
    running.forEach(task -> new Thread(task, "scenario").start());
    for (FutureTask<Void> task : running) {
      task.get();
    }
  }

  /** {@code task} as a callable, so that what it throws is not lost. */
  static Callable<Void> callable(Task task) {
    return () -> {
      task.run();
      return null;
    };
  }

  @Override
  public void close() {
    pools.forEach(ExecutorService::shutdownNow);
  }
}
