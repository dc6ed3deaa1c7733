package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Scenario.scenario;
import static dev.spanprofiles.it.truth.Workload.callable;

import dev.spanprofiles.it.truth.Scenario.Limit;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Virtual threads, which share carriers: rule 7. No id is accepted here, a wrong one is not. */
final class VirtualThreadScenarios {
  static final List<Scenario> ALL =
      List.of(
          virtual("virtual: requests that park", VirtualThreadScenarios::requests),
          virtual("virtual: unowned beside a request", VirtualThreadScenarios::unowned),
          virtual("virtual: pinned in a monitor", VirtualThreadScenarios::pinned),
          virtual("virtual: fan-out from a platform thread", VirtualThreadScenarios::fanOut));

  private VirtualThreadScenarios() {}

  private static Scenario virtual(String name, Scenario.Body body) {
    return scenario(name, body).since(21).accepting(Limit.NO_ID);
  }

  private static void requests(Workload w) throws Exception {
    run(
        w,
        pool -> {
          List<Future<?>> requests = new ArrayList<>();
          for (int i = 0; i < 8; i++) {
            requests.add(pool.submit(callable(() -> request(w))));
          }
          await(requests);
        });
  }

  private static void request(Workload w) throws InterruptedException {
    KnownSpan root = w.root("virtual request");
    try (Scope scope = root.makeCurrent()) {
      w.burn(root);
      Thread.sleep(2);
      w.burn(root);
      KnownSpan child = w.child(root, "child");
      try (Scope inner = child.makeCurrent()) {
        Thread.sleep(2);
        w.burn(child);
      }
      child.end();
      w.burn(root);
    }
    root.end();
    w.burnUnowned();
  }

  private static void unowned(Workload w) throws Exception {
    run(
        w,
        pool -> {
          List<Future<?>> tasks = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            tasks.add(pool.submit(callable(() -> request(w))));
            tasks.add(
                pool.submit(
                    callable(
                        () -> {
                          w.burnUnowned();
                          Thread.sleep(2);
                          w.burnUnowned();
                        })));
          }
          await(tasks);
        });
  }

  private static void pinned(Workload w) throws Exception {
    run(
        w,
        pool -> {
          List<Future<?>> tasks = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            tasks.add(
                pool.submit(
                    callable(
                        () -> {
                          KnownSpan root = w.root("pinned");
                          try (Scope scope = root.makeCurrent()) {
                            synchronized (root) {
                              w.burn(root);
                              Thread.sleep(2);
                              w.burn(root);
                            }
                          }
                          root.end();
                          w.burnUnowned();
                        })));
          }
          await(tasks);
        });
  }

  private static void fanOut(Workload w) throws Exception {
    run(
        w,
        pool -> {
          KnownSpan root = w.root("fans out");
          try (Scope scope = root.makeCurrent()) {
            ExecutorService wrapped = Context.taskWrapping(pool);
            List<Future<?>> parts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
              parts.add(
                  wrapped.submit(
                      callable(
                          () -> {
                            w.burn(root);
                            Thread.sleep(1);
                            w.burn(root);
                          })));
            }
            await(parts);
            w.burn(root);
          }
          root.end();
          w.burnUnowned();
        });
  }

  private static void await(List<Future<?>> tasks) throws Exception {
    for (Future<?> task : tasks) {
      task.get();
    }
  }

  /** A piece of work for a pool of virtual threads. */
  @FunctionalInterface
  private interface OnPool {
    void run(ExecutorService pool) throws Exception;
  }

  private static void run(Workload w, OnPool work) throws Exception {
    // By reflection: the project compiles for JDK 17.
    ExecutorService pool =
        w.owned(
            (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
    w.repeat(() -> work.run(pool));
  }
}
