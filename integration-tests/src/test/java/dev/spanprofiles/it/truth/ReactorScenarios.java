package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Scenario.scenario;

import io.micrometer.context.ContextRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.reactor.v3_1.ContextPropagationOperator;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reactor, with both ways to carry the context. */
final class ReactorScenarios {
  static final List<Scenario> ALL =
      List.of(
          scenario("reactor: OpenTelemetry's operator", ReactorScenarios::openTelemetry),
          scenario("reactor: automatic propagation", ReactorScenarios::automatic));

  private ReactorScenarios() {}

  private static void openTelemetry(Workload w) throws Exception {
    ContextPropagationOperator operator = ContextPropagationOperator.create();
    operator.registerOnEachOperator();
    try {
      twoRequests(
          w,
          (span, steps) ->
              ContextPropagationOperator.runWithContext(steps, Context.root().with(span.span())));
    } finally {
      operator.resetOnEachOperator();
    }
  }

  private static void automatic(Workload w) throws Exception {
    ContextRegistry.getInstance().registerThreadLocalAccessor(new OpenTelemetryContextAccessor());
    Hooks.enableAutomaticContextPropagation();
    try {
      twoRequests(
          w,
          (span, steps) ->
              steps.contextWrite(
                  context ->
                      context.put(
                          OpenTelemetryContextAccessor.KEY, Context.root().with(span.span()))));
    } finally {
      Hooks.disableAutomaticContextPropagation();
      ContextRegistry.getInstance().removeThreadLocalAccessor(OpenTelemetryContextAccessor.KEY);
    }
  }

  /** Gives steps the span's context. */
  @FunctionalInterface
  private interface Propagation {
    Mono<Long> apply(KnownSpan span, Mono<Long> steps);
  }

  private static void twoRequests(Workload w, Propagation propagation) throws Exception {
    Scheduler loop = Schedulers.fromExecutorService(w.scheduledPool(2));
    w.repeat(
        () -> {
          KnownSpan first = w.root("first flow");
          KnownSpan second = w.root("second flow");
          Mono.when(
                  propagation.apply(first, steps(w, first, loop)),
                  propagation.apply(second, steps(w, second, loop)))
              .block();
          first.end();
          second.end();
          w.burnUnowned();
          Mono.fromRunnable(w::burnUnowned).subscribeOn(loop).block();
        });
    loop.dispose();
  }

  private static Mono<Long> steps(Workload w, KnownSpan span, Scheduler loop) {
    return Flux.range(0, 3)
        .delayElements(Duration.ofMillis(1), loop)
        .doOnNext(i -> w.burn(span))
        .publishOn(loop)
        .flatMap(i -> Mono.fromRunnable(() -> w.burn(span)).subscribeOn(loop))
        .count();
  }
}
