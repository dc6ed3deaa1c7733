package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Scenario.repeated;
import static dev.spanprofiles.it.truth.Scenario.scenario;
import static dev.spanprofiles.it.truth.Workload.callable;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Work that goes from one platform thread to another. */
final class ThreadScenarios {
  static final List<Scenario> ALL =
      List.of(
          repeated("threads: two requests at once", ThreadScenarios::atOnce),
          scenario("threads: hand-off and back", ThreadScenarios::handOff),
          repeated("threads: a new one a request", w -> Workload.onNewThreads(() -> request(w))),
          repeated("threads: many requests at once", ThreadScenarios::many),
          scenario("threads: one span on two at once", ThreadScenarios::shared),
          scenario("pool: next task has no context", ThreadScenarios::nextTask),
          scenario("pool: Context.taskWrapping", ThreadScenarios::taskWrapping),
          scenario("pool: Context.wrap(executor)", ThreadScenarios::wrappedByContext),
          scenario("pool: scheduled tasks", ThreadScenarios::scheduled),
          scenario("pool: caller runs", ThreadScenarios::callerRuns),
          scenario("pool: fork-join helps another request", ThreadScenarios::forkJoin),
          scenario("pool: common pool, no context", ThreadScenarios::commonPool),
          scenario("pool: common pool, wrapped", ThreadScenarios::commonPoolWrapped));

  private ThreadScenarios() {}

  private static void atOnce(Workload w) throws Exception {
    Workload.onNewThreads(() -> request(w), () -> request(w));
  }

  private static void many(Workload w) throws Exception {
    Workload.onNewThreads(
        Collections.nCopies(16, (Workload.Task) () -> request(w)).toArray(Workload.Task[]::new));
  }

  private static void request(Workload w) {
    KnownSpan root = w.root("at once");
    try (Scope scope = root.makeCurrent()) {
      w.burn(root);
      KnownSpan child = w.child(root, "child");
      try (Scope inner = child.makeCurrent()) {
        w.burn(child);
      }
      child.end();
      w.burn(root);
    }
    root.end();
    w.burnUnowned();
  }

  private static void handOff(Workload w) throws Exception {
    ExecutorService first = w.pool(1);
    ExecutorService second = w.pool(1);
    w.repeat(
        () -> {
          KnownSpan root = w.root("handed off");
          for (ExecutorService thread : List.of(first, second, first)) {
            thread
                .submit(
                    () -> {
                      try (Scope scope = root.makeCurrent()) {
                        w.burn(root);
                      }
                      w.burnUnowned();
                    })
                .get();
          }
          root.end();
          first.submit(w::burnUnowned).get();
          second.submit(w::burnUnowned).get();
        });
  }

  private static void shared(Workload w) throws Exception {
    ExecutorService pool = w.pool(1);
    w.repeat(
        () -> {
          KnownSpan root = w.root("parallel work");
          try (Scope scope = root.makeCurrent()) {
            Future<?> half = pool.submit(Context.current().wrap(callable(() -> w.burn(root))));
            w.burn(root);
            half.get();
          }
          Future<?> rest = pool.submit(w::burnUnowned);
          root.end();
          w.burnUnowned();
          rest.get();
        });
  }

  private static void nextTask(Workload w) throws Exception {
    ExecutorService pool = w.pool(2);
    w.repeat(
        () -> {
          KnownSpan root = w.root("first task");
          List<Future<?>> tasks =
              List.of(
                  pool.submit(
                      () -> {
                        // Started here and ended elsewhere, its scope closed here.
                        try (Scope scope = root.makeCurrent()) {
                          w.burn(root);
                        }
                      }),
                  pool.submit(w::burnUnowned),
                  pool.submit(() -> request(w)),
                  pool.submit(w::burnUnowned));
          for (Future<?> task : tasks) {
            task.get();
          }
          root.end();
        });
  }

  private static void taskWrapping(Workload w) throws Exception {
    ExecutorService plain = w.pool(2);
    ExecutorService wrapped = Context.taskWrapping(plain);
    w.repeat(
        () -> {
          KnownSpan root = w.root("fan-out");
          try (Scope scope = root.makeCurrent()) {
            List<Future<Void>> tasks =
                IntStream.range(0, 4)
                    .mapToObj(i -> wrapped.submit(callable(() -> part(w, root))))
                    .toList();
            for (Future<Void> task : tasks) {
              task.get();
            }
            w.burn(root);
          }
          root.end();
          Future<?> first = plain.submit(w::burnUnowned);
          plain.submit(w::burnUnowned).get();
          first.get();
        });
  }

  private static void part(Workload w, KnownSpan root) {
    w.burn(root);
    KnownSpan child = w.child(root, "part");
    try (Scope scope = child.makeCurrent()) {
      w.burn(child);
    }
    child.end();
  }

  private static void wrappedByContext(Workload w) throws Exception {
    ExecutorService pool = w.pool(2);
    w.repeat(
        () -> {
          KnownSpan root = w.root("own executor");
          ExecutorService mine = root.context().wrap(pool);
          Future<Void> first = mine.submit(callable(() -> part(w, root)));
          mine.submit(callable(() -> part(w, root))).get();
          first.get();
          root.end();
          pool.submit(w::burnUnowned).get();
        });
  }

  private static void scheduled(Workload w) throws Exception {
    ScheduledExecutorService plain = w.scheduledPool(1);
    ScheduledExecutorService wrapped = Context.taskWrapping(plain);
    w.repeat(
        () -> {
          KnownSpan root = w.root("schedules");
          try (Scope scope = root.makeCurrent()) {
            Future<Void> later =
                wrapped.schedule(callable(() -> part(w, root)), 1, TimeUnit.MILLISECONDS);
            w.burn(root);
            later.get();
          }
          root.end();
          plain.schedule(w::burnUnowned, 1, TimeUnit.MILLISECONDS).get();
        });
  }

  private static void callerRuns(Workload w) throws Exception {
    ExecutorService saturated =
        w.owned(
            new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(1),
                new ThreadPoolExecutor.CallerRunsPolicy()));
    w.repeat(
        () -> {
          KnownSpan task = w.root("task");
          KnownSpan caller = w.root("caller");
          try (Scope scope = caller.makeCurrent()) {
            List<Future<Void>> tasks =
                IntStream.range(0, 4)
                    .mapToObj(
                        i -> {
                          Future<Void> submitted =
                              saturated.submit(task.context().wrap(callable(() -> w.burn(task))));
                          w.burn(caller);
                          return submitted;
                        })
                    .toList();
            for (Future<Void> submitted : tasks) {
              submitted.get();
            }
          }
          task.end();
          caller.end();
          w.burnUnowned();
        });
  }

  private static void forkJoin(Workload w) throws Exception {
    ForkJoinPool pool = w.owned(new ForkJoinPool(2));
    w.repeat(
        () -> {
          KnownSpan first = w.root("first request");
          KnownSpan second = w.root("second request");
          ForkJoinTask<?> a = pool.submit(wrapped(first, () -> split(w, first, 3)));
          ForkJoinTask<?> b = pool.submit(wrapped(second, () -> split(w, second, 3)));
          ForkJoinTask<?> none = pool.submit(w::burnUnowned);
          a.get();
          b.get();
          none.get();
          first.end();
          second.end();
          pool.submit(w::burnUnowned).get();
        });
  }

  /** While it joins, a worker runs whatever task is next, perhaps the other request's. */
  private static void split(Workload w, KnownSpan span, int levels) {
    w.burn(span);
    if (levels > 0) {
      Runnable half = wrapped(span, () -> split(w, span, levels - 1));
      ForkJoinTask.invokeAll(ForkJoinTask.adapt(half), ForkJoinTask.adapt(half));
      w.burn(span);
    }
  }

  private static Runnable wrapped(KnownSpan span, Runnable task) {
    return Context.root().with(span.span()).wrap(task);
  }

  private static void commonPool(Workload w) throws Exception {
    w.repeat(
        () -> {
          KnownSpan root = w.root("parallel stream");
          Thread caller = Thread.currentThread();
          try (Scope scope = root.makeCurrent()) {
            // The caller takes its share of the work, with its context; the pool's threads have
            // none.
            IntStream.range(0, 8)
                .parallel()
                .forEach(
                    i -> {
                      if (Thread.currentThread() == caller) {
                        w.burn(root);
                      } else {
                        w.burnUnowned();
                      }
                    });
          }
          root.end();
        });
  }

  private static void commonPoolWrapped(Workload w) throws Exception {
    w.repeat(
        () -> {
          KnownSpan root = w.root("parallel stream");
          Runnable part = wrapped(root, () -> part(w, root));
          IntStream.range(0, 8).parallel().forEach(i -> part.run());
          root.end();
          IntStream.range(0, 4).parallel().forEach(i -> w.burnUnowned());
        });
  }
}
