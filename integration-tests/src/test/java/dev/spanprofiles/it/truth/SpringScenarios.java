package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Scenario.scenario;

import io.micrometer.context.ContextRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Spring's ways to run something elsewhere. */
final class SpringScenarios {
  static final List<Scenario> ALL =
      List.of(
          scenario("spring: @Async with a TaskDecorator", SpringScenarios::async),
          scenario("spring: ContextPropagatingTaskDecorator", SpringScenarios::contextPropagating),
          scenario("spring: scheduler", SpringScenarios::scheduler));

  private SpringScenarios() {}

  /** Has an asynchronous method. */
  static class Drivers {
    @Async
    CompletableFuture<Void> find(Runnable work) {
      work.run();
      return CompletableFuture.completedFuture(null);
    }
  }

  /** Switches {@link Async} on. */
  @EnableAsync
  static class Configuration {}

  private static void async(Workload w) throws Exception {
    TaskDecorator decorator = task -> Context.current().wrap(task);
    try (var spring = new AnnotationConfigApplicationContext()) {
      spring.registerBean("taskExecutor", ThreadPoolTaskExecutor.class, () -> pool(decorator));
      spring.registerBean(Drivers.class, Drivers::new);
      spring.register(Configuration.class);
      spring.refresh();
      Drivers drivers = spring.getBean(Drivers.class);
      w.repeat(
          () -> {
            KnownSpan root = w.root("async");
            try (Scope scope = root.makeCurrent()) {
              CompletableFuture<Void> first = drivers.find(() -> part(w, root));
              CompletableFuture<Void> second = drivers.find(() -> part(w, root));
              w.burn(root);
              first.get();
              second.get();
            }
            root.end();
            drivers.find(w::burnUnowned).get();
          });
    }
  }

  private static void contextPropagating(Workload w) throws Exception {
    ContextRegistry.getInstance().registerThreadLocalAccessor(new OpenTelemetryContextAccessor());
    ThreadPoolTaskExecutor pool = pool(new ContextPropagatingTaskDecorator());
    pool.initialize();
    try {
      w.repeat(
          () -> {
            KnownSpan root = w.root("decorated");
            try (Scope scope = root.makeCurrent()) {
              CompletableFuture<Void> first = pool.submitCompletable(() -> part(w, root));
              CompletableFuture<Void> second = pool.submitCompletable(() -> part(w, root));
              w.burn(root);
              first.get();
              second.get();
            }
            root.end();
            pool.submitCompletable(w::burnUnowned).get();
          });
    } finally {
      pool.shutdown();
      ContextRegistry.getInstance().removeThreadLocalAccessor(OpenTelemetryContextAccessor.KEY);
    }
  }

  private static void scheduler(Workload w) throws Exception {
    var scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(2);
    scheduler.initialize();
    try {
      List<ScheduledFuture<?>> jobs =
          List.of(
              scheduler.scheduleAtFixedRate(() -> job(w), Duration.ofMillis(10)),
              scheduler.scheduleAtFixedRate(w::burnUnowned, Duration.ofMillis(10)));
      w.repeat(() -> job(w));
      for (ScheduledFuture<?> job : jobs) {
        if (job.isDone()) {
          // A job ends only when it threw: have it thrown here.
          job.get();
        }
      }
    } finally {
      scheduler.shutdown();
    }
  }

  private static void job(Workload w) {
    KnownSpan root = w.root("job");
    try (Scope scope = root.makeCurrent()) {
      part(w, root);
    }
    root.end();
    w.burnUnowned();
  }

  private static void part(Workload w, KnownSpan root) {
    w.burn(root);
    KnownSpan child = w.child(root, "part");
    try (Scope scope = child.makeCurrent()) {
      w.burn(child);
    }
    child.end();
    w.burn(root);
  }

  private static ThreadPoolTaskExecutor pool(TaskDecorator decorator) {
    var pool = new ThreadPoolTaskExecutor();
    pool.setCorePoolSize(2);
    pool.setMaxPoolSize(2);
    pool.setTaskDecorator(decorator);
    return pool;
  }
}
