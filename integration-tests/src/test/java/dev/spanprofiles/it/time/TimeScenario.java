package dev.spanprofiles.it.time;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a span does with its time.
 *
 * @param onVirtualThread whether all of it runs on one, which takes JDK 21
 */
public record TimeScenario(String name, boolean onVirtualThread, Body body) {

  /** Its work, in the span's scope. */
  interface Body {
    void run(KnownTime time, OtherService other, Tracer tracer) throws Exception;
  }

  private static final int SOME = 300;

  /** All that the running JDK can do. */
  public static List<TimeScenario> all() {
    return List.of(
            on("cpu", (time, other, tracer) -> burn(time, SOME)),
            on("sleep", (time, other, tracer) -> time.phase("waiting", () -> Doing.sleep(SOME))),
            on("monitor", (time, other, tracer) -> time.phase("lock", () -> Doing.monitor(SOME))),
            on("lock", (time, other, tracer) -> time.phase("lock", () -> Doing.lock(SOME))),
            on("socket", (time, other, tracer) -> time.phase("waiting", () -> other.read(SOME))),
            on(
                "child",
                (time, other, tracer) -> time.phase("child", () -> other.call(tracer, SOME))),
            on(
                "stopped",
                (time, other, tracer) ->
                    time.phase("stopped", () -> time.afterwards(Doing.beStopped(SOME)))),
            on("crowded", (time, other, tracer) -> Doing.crowded(() -> burn(time, 100))),
            on("everything in turn", TimeScenario::inTurn),
            on("hand-off", TimeScenario::handOff),
            on("waits beside work", TimeScenario::waitsBesideWork),
            on("two threads at once", TimeScenario::atOnce),
            on("work that goes on", TimeScenario::goesOn),
            on("disk", (time, other, tracer) -> time.phase("waiting", () -> Doing.store(SOME))),
            virtual("virtual: cpu", (time, other, tracer) -> burn(time, SOME)),
            virtual(
                "virtual: sleep",
                (time, other, tracer) -> time.virtualWait("waiting", () -> Doing.sleep(SOME))),
            virtual(
                "virtual: lock",
                (time, other, tracer) -> time.virtualWait("waiting", () -> Doing.lock(SOME))),
            virtual(
                "virtual: notified",
                (time, other, tracer) -> time.virtualWait("waiting", () -> Doing.beNotified(SOME))),
            virtual(
                "virtual: socket",
                (time, other, tracer) -> time.virtualWait("waiting", () -> other.read(SOME))),
            virtual(
                "virtual: child",
                (time, other, tracer) -> time.virtualWait("child", () -> other.call(tracer, SOME))),
            virtual(
                "virtual: crowded", (time, other, tracer) -> Doing.crowded(() -> burn(time, 100))))
        .stream()
        .filter(scenario -> !scenario.onVirtualThread || Runtime.version().feature() >= 21)
        .toList();
  }

  private static TimeScenario on(String name, Body body) {
    return new TimeScenario(name, false, body);
  }

  private static TimeScenario virtual(String name, Body body) {
    return new TimeScenario(name, true, body);
  }

  private static void burn(KnownTime time, long millis) throws Exception {
    time.phase("unexplained", () -> Doing.burn(millis));
  }

  private static void inTurn(KnownTime time, OtherService other, Tracer tracer) throws Exception {
    burn(time, 150);
    time.phase("waiting", () -> Doing.sleep(150));
    time.phase("lock", () -> Doing.monitor(150));
    time.phase("child", () -> other.call(tracer, 150));
    time.phase("waiting", () -> other.read(150));
  }

  /** The work is another thread's, and the first only waits for it. */
  private static void handOff(KnownTime time, OtherService other, Tracer tracer) throws Exception {
    onAnotherThread(
            () -> {
              burn(time, 200);
              time.phase("waiting", () -> Doing.sleep(200));
            })
        .get();
  }

  /** A thread that sleeps does not make a span wait that another works for. */
  private static void waitsBesideWork(KnownTime time, OtherService other, Tracer tracer)
      throws Exception {
    Future<?> sleeper = onAnotherThread(() -> Doing.sleep(150));
    burn(time, SOME);
    sleeper.get();
  }

  /** Both run or want to, all of the time. */
  private static void atOnce(KnownTime time, OtherService other, Tracer tracer) throws Exception {
    KnownTime both = new KnownTime();
    long start = System.nanoTime();
    Future<?> first = onAnotherThread(() -> burn(both, 150));
    onAnotherThread(() -> burn(both, 150)).get();
    first.get();
    time.share(System.nanoTime() - start, both);
  }

  /** When the span ends another thread works for it, and does so until then. */
  private static void goesOn(KnownTime time, OtherService other, Tracer tracer) throws Exception {
    Span span = Span.current();
    CompletableFuture<Path> thread = new CompletableFuture<>();
    Runnable work =
        () -> {
          thread.complete(Clocks.thread());
          while (span.isRecording()) {
            Doing.burn(1);
          }
        };
    Thread worker = new Thread(Context.current().wrap(work), "worker");
    worker.start();
    time.afterwards(worker);
    time.beside(thread.get(), () -> Doing.sleep(SOME));
  }

  private static Future<?> onAnotherThread(KnownTime.Task task) {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<?> done =
        thread.submit(
            Context.current()
                .wrap(
                    () -> {
                      task.run();
                      return null;
                    }));
    thread.shutdown();
    return done;
  }
}
