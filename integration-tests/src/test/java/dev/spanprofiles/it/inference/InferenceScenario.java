package dev.spanprofiles.it.inference;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A request with two child spans, {@code first} and {@code second}, whose work is in {@link
 * Ran#inFirst} and {@link Ran#inSecond}.
 *
 * @param told what inference makes of its children
 */
public record InferenceScenario(String name, Told told, Body body) {

  /** How much of what ran in the children inference tells. */
  public enum Told {
    ALL,
    /** It says that it cannot tell. */
    NOTHING,
    /** The children do not work where and while they are open on the thread they started on. */
    WRONG
  }

  /** Its work, in the request's scope. */
  interface Body {
    void run(Tracer tracer) throws Exception;
  }

  public static List<InferenceScenario> all() {
    return List.of(
        new InferenceScenario("in turn", Told.ALL, InferenceScenario::inTurn),
        new InferenceScenario("within each other", Told.ALL, InferenceScenario::nested),
        new InferenceScenario("handed off", Told.ALL, InferenceScenario::handedOff),
        new InferenceScenario("side by side", Told.ALL, InferenceScenario::sideBySide),
        new InferenceScenario("open together", Told.NOTHING, InferenceScenario::openTogether),
        new InferenceScenario("works elsewhere", Told.WRONG, InferenceScenario::worksElsewhere),
        new InferenceScenario("open, not current", Told.WRONG, InferenceScenario::notCurrent));
  }

  private static void inTurn(Tracer tracer) throws Exception {
    Ran.inRequest(Ran::burn);
    in(child(tracer, "first"), () -> Ran.inFirst(Ran::burn));
    Ran.inRequest(Ran::burn);
    in(child(tracer, "second"), () -> Ran.inSecond(Ran::burn));
    Ran.inRequest(Ran::burn);
  }

  private static void nested(Tracer tracer) throws Exception {
    Ran.inRequest(Ran::burn);
    in(
        child(tracer, "first"),
        () -> {
          Ran.inFirst(Ran::burn);
          in(child(tracer, "second"), () -> Ran.inFirst(() -> Ran.inSecond(Ran::burn)));
          Ran.inFirst(Ran::burn);
        });
    Ran.inRequest(Ran::burn);
  }

  /** The child starts on the thread that works for it, and the request goes on meanwhile. */
  private static void handedOff(Tracer tracer) throws Exception {
    Future<?> done =
        onAnotherThread(() -> in(child(tracer, "first"), () -> Ran.inFirst(Ran::burn)));
    Ran.inRequest(Ran::burn);
    done.get();
    in(child(tracer, "second"), () -> Ran.inSecond(Ran::burn));
  }

  private static void sideBySide(Tracer tracer) throws Exception {
    Future<?> first =
        onAnotherThread(() -> in(child(tracer, "first"), () -> Ran.inFirst(Ran::burn)));
    Future<?> second =
        onAnotherThread(() -> in(child(tracer, "second"), () -> Ran.inSecond(Ran::burn)));
    Ran.inRequest(Ran::burn);
    first.get();
    second.get();
  }

  /** As with calls that are under way at the same time: both are open, each is current by turns. */
  private static void openTogether(Tracer tracer) throws Exception {
    Span first = child(tracer, "first");
    Span second = child(tracer, "second");
    for (int i = 0; i < 2; i++) {
      with(first, () -> Ran.inFirst(Ran::burn));
      with(second, () -> Ran.inSecond(Ran::burn));
    }
    first.end();
    second.end();
  }

  /** Started here, worked for on another thread. */
  private static void worksElsewhere(Tracer tracer) throws Exception {
    for (String name : List.of("first", "second")) {
      Span child = child(tracer, name);
      Future<?> done =
          onAnotherThread(
              () ->
                  with(
                      child,
                      () -> {
                        if (name.equals("first")) {
                          Ran.inFirst(Ran::burn);
                        } else {
                          Ran.inSecond(Ran::burn);
                        }
                      }));
      Ran.inRequest(Ran::burn);
      done.get();
      child.end();
    }
  }

  /** Open while the request works itself. */
  private static void notCurrent(Tracer tracer) throws Exception {
    Span first = child(tracer, "first");
    Ran.inRequest(Ran::burn);
    with(first, () -> Ran.inFirst(Ran::burn));
    first.end();
    Span second = child(tracer, "second");
    Ran.inRequest(Ran::burn);
    with(second, () -> Ran.inSecond(Ran::burn));
    second.end();
  }

  private static Span child(Tracer tracer, String name) {
    return tracer.spanBuilder(name).startSpan();
  }

  /** Runs the work in the span, and ends it. */
  private static void in(Span span, Ran.Work work) throws Exception {
    try {
      with(span, work);
    } finally {
      span.end();
    }
  }

  private static void with(Span span, Ran.Work work) throws Exception {
    try (Scope ignored = span.makeCurrent()) {
      work.run();
    }
  }

  private static Future<?> onAnotherThread(Ran.Work work) {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<?> done =
        thread.submit(
            Context.current()
                .wrap(
                    () -> {
                      work.run();
                      return null;
                    }));
    thread.shutdown();
    return done;
  }
}
