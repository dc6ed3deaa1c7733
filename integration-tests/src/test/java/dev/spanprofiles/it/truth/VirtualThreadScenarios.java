package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Scenario.scenario;
import static dev.spanprofiles.it.truth.Workload.callable;

import dev.spanprofiles.it.truth.Workload.Task;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/** Virtual threads, which share carriers: rule 7. */
final class VirtualThreadScenarios {
  static final List<Scenario> ALL =
      List.of(
          virtual("virtual: requests that park", VirtualThreadScenarios::requests),
          virtual("virtual: unowned beside a request", VirtualThreadScenarios::unowned),
          virtual("virtual: pinned in a monitor", VirtualThreadScenarios::pinned),
          virtual("virtual: contended locks", VirtualThreadScenarios::contended),
          virtual("virtual: a thousand at once", VirtualThreadScenarios::thousand),
          virtual("virtual: scope never closed", VirtualThreadScenarios::neverClosed),
          virtual("virtual: span ended while parked", VirtualThreadScenarios::endedWhileParked),
          virtual("virtual: span moves between kinds of threads", VirtualThreadScenarios::moves),
          virtual("virtual: fan-out from a platform thread", VirtualThreadScenarios::fanOut));

  private VirtualThreadScenarios() {}

  private static Scenario virtual(String name, Scenario.Body body) {
    return scenario(name, body).since(21);
  }

  private static void requests(Workload w) throws Exception {
    run(w, pool -> together(pool, 8, () -> request(w)));
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
    Task noRequest =
        () -> {
          w.burnUnowned();
          Thread.sleep(2);
          w.burnUnowned();
        };
    run(w, pool -> together(pool, 4, () -> request(w), noRequest));
  }

  private static void pinned(Workload w) throws Exception {
    Task task =
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
        };
    run(w, pool -> together(pool, 4, task));
  }

  @SuppressWarnings("ThreadPriorityCheck") // a yield unmounts
  private static void contended(Workload w) throws Exception {
    var monitor = new Object();
    var lock = new ReentrantLock();
    Task task =
        () -> {
          KnownSpan root = w.root("contends");
          try (Scope scope = root.makeCurrent()) {
            synchronized (monitor) {
              w.burn(root);
            }
            w.burn(root);
            lock.lock();
            try {
              w.burn(root);
            } finally {
              lock.unlock();
            }
            Thread.yield();
            w.burn(root);
          }
          root.end();
          w.burnUnowned();
        };
    run(w, pool -> together(pool, 6, task));
  }

  private static void thousand(Workload w) throws Exception {
    Task owned =
        () -> {
          KnownSpan root = w.root("brief");
          try (Scope scope = root.makeCurrent()) {
            w.work(root, Work::burnBriefly);
            Thread.sleep(1);
            w.work(root, Work::burnBriefly);
          }
          root.end();
        };
    run(w, pool -> together(pool, 500, owned, () -> w.work(null, Work::burnBriefly)));
  }

  private static void neverClosed(Workload w) throws Exception {
    run(
        w,
        pool -> {
          KnownSpan root = w.root("never closed");
          Task leavesItsScopeOpen =
              () -> {
                root.makeCurrent();
                w.burn(root);
                Thread.sleep(1);
                w.burn(root);
              };
          together(pool, 4, leavesItsScopeOpen, w::burnUnowned);
          root.end();
        });
  }

  private static void endedWhileParked(Workload w) throws Exception {
    run(
        w,
        pool -> {
          KnownSpan root = w.root("ends meanwhile");
          KnownSpan other = w.root("live");
          var parked = new CountDownLatch(1);
          var ended = new CountDownLatch(1);
          Future<?> task =
              pool.submit(
                  callable(
                      () -> {
                        try (Scope scope = root.makeCurrent()) {
                          w.burn(root);
                          parked.countDown();
                          ended.await();
                          w.burn(root);
                          try (Scope inner = other.makeCurrent()) {
                            w.burn(other);
                          }
                          w.burn(root);
                        }
                        w.burnUnowned();
                      }));
          parked.await();
          root.end();
          ended.countDown();
          task.get();
          other.end();
        });
  }

  private static void moves(Workload w) throws Exception {
    ExecutorService platform = w.pool(1);
    run(
        w,
        pool -> {
          KnownSpan root = w.root("moves");
          Context context = root.context();
          for (ExecutorService next : List.of(pool, platform, pool)) {
            next.submit(context.wrap(() -> w.burn(root))).get();
            next.submit(w::burnUnowned).get();
          }
          // A virtual thread that waits for a platform thread in the middle of its scope.
          pool.submit(
                  context.wrap(
                      callable(
                          () -> {
                            w.burn(root);
                            platform.submit(context.wrap(() -> w.burn(root))).get();
                            w.burn(root);
                          })))
              .get();
          root.end();
        });
  }

  private static void fanOut(Workload w) throws Exception {
    run(
        w,
        pool -> {
          KnownSpan root = w.root("fans out");
          try (Scope scope = root.makeCurrent()) {
            Task part =
                () -> {
                  w.burn(root);
                  Thread.sleep(1);
                  w.burn(root);
                };
            together(Context.taskWrapping(pool), 4, part);
            w.burn(root);
          }
          root.end();
          w.burnUnowned();
        });
  }

  /** Runs each of the tasks so many times, all at once, and waits for them. */
  private static void together(ExecutorService pool, int times, Task... tasks) throws Exception {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      for (Task task : tasks) {
        running.add(pool.submit(callable(task)));
      }
    }
    for (Future<?> task : running) {
      task.get();
    }
  }

  /** A piece of work for a pool of virtual threads. */
  @FunctionalInterface
  private interface OnPool {
    void run(ExecutorService pool) throws Exception;
  }

  private static void run(Workload w, OnPool work) throws Exception {
    ExecutorService pool = w.virtualThreads();
    w.repeat(() -> work.run(pool));
  }
}
