package dev.spanprofiles;

import static dev.spanprofiles.RecordingProfiler.Sample.UNLABELLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spanprofiles.RecordingProfiler.Sample;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules 1 to 4: which span a sample belongs to. */
@Tag("jdk")
class AttributionTest {

  private Tracing tracing = new Tracing(Tracing.ROOT_MODE);
  private final ExecutorService pool = Executors.newSingleThreadExecutor();

  @AfterEach
  void close() {
    pool.shutdownNow();
    tracing.close();
  }

  private void use(SpanProfilesConfig config, Sampler sampler) {
    tracing.close();
    tracing = new Tracing(config, sampler);
  }

  private <T> T onPool(Callable<T> task) throws Exception {
    return pool.submit(task).get();
  }

  @Nested
  class TheContextDecides {

    @Test
    void startingAndEndingASpanLabelsNothing() {
      Span span = tracing.root("never current");
      assertThat(tracing.sample()).isEqualTo(UNLABELLED);
      span.end();
      assertThat(tracing.sample()).isEqualTo(UNLABELLED);
      assertThat(tracing.profiler.calls).hasValue(0);
    }

    @Test
    void endingAnotherSpanLeavesTheCurrentOnesLabels() {
      Span current = tracing.root("current");
      Span other = tracing.root("other");
      try (Scope ignored = current.makeCurrent()) {
        other.end();
        assertThat(tracing.sample()).isEqualTo(Sample.of(current, "current"));
      }
    }

    @Test
    void aScopeLabelsItsThreadUntilItCloses() {
      Span span = tracing.root("root");
      try (Scope ignored = span.makeCurrent()) {
        assertThat(tracing.sample()).isEqualTo(Sample.of(span, "root"));
      }
      assertThat(tracing.sample()).isEqualTo(UNLABELLED);
    }

    @Test
    void aContextWithoutASpanCarriesNone() {
      Span span = tracing.root("root");
      try (Scope ignored = span.makeCurrent()) {
        try (Scope none = Context.root().makeCurrent()) {
          assertThat(tracing.sample()).isEqualTo(UNLABELLED);
        }
        assertThat(tracing.sample()).isEqualTo(Sample.of(span, "root"));
      }
    }
  }

  @Nested
  class TheOwner {

    @Test
    void isTheLocalRootAtAnyDepth() {
      Span root = tracing.root("root");
      try (Scope ignored = root.makeCurrent()) {
        Span child = tracing.child("child");
        try (Scope inChild = child.makeCurrent()) {
          Span grandchild = tracing.child("grandchild");
          try (Scope inGrandchild = grandchild.makeCurrent()) {
            assertThat(tracing.sample()).isEqualTo(Sample.of(root, "root"));
          }
        }
      }
    }

    @Test
    void doesNotChangeTheProfilerWhereItStaysTheSame() {
      Span root = tracing.root("root");
      try (Scope ignored = root.makeCurrent()) {
        int calls = tracing.profiler.calls.get();
        try (Scope inChild = tracing.child("child").makeCurrent()) {
          assertThat(tracing.profiler.calls).hasValue(calls);
        }
        assertThat(tracing.profiler.calls).hasValue(calls);
      }
    }

    @Test
    void isTheSpanItselfInAllMode() {
      use(Tracing.ALL_MODE, Sampler.alwaysOn());
      Span root = tracing.root("root");
      try (Scope ignored = root.makeCurrent()) {
        Span child = tracing.child("child");
        try (Scope inChild = child.makeCurrent()) {
          assertThat(tracing.sample()).isEqualTo(Sample.of(child, "child"));
        }
        child.end();
        assertThat(tracing.sample()).isEqualTo(Sample.of(root, "root"));
      }
    }

    @Test
    void isTheSpanBelowARemoteParent() {
      TraceState state = TraceState.builder().put("vendor", "value").build();
      Span remote = Tracing.remote(TraceFlags.getSampled(), state);
      try (Scope ignored = remote.makeCurrent()) {
        assertThat(tracing.sample()).isEqualTo(UNLABELLED);
        Span server = tracing.child("server");
        try (Scope inServer = server.makeCurrent()) {
          assertThat(tracing.sample()).isEqualTo(Sample.of(server, "server"));
        }
        assertThat(server.getSpanContext().getTraceState().asMap()).isEqualTo(state.asMap());
      }
    }

    @Test
    void isTheInnerRootWhenARemoteParentCameThroughThisProcess() {
      Span client = tracing.root("client");
      Span received =
          Span.wrap(
              io.opentelemetry.api.trace.SpanContext.createFromRemoteParent(
                  client.getSpanContext().getTraceId(),
                  client.getSpanContext().getSpanId(),
                  TraceFlags.getSampled(),
                  client.getSpanContext().getTraceState()));
      Span server = tracing.child("server", received);
      try (Scope ignored = server.makeCurrent()) {
        assertThat(tracing.sample()).isEqualTo(Sample.of(server, "server"));
      }
      try (Scope ignored = received.makeCurrent()) {
        assertThat(tracing.sample()).isEqualTo(UNLABELLED);
      }
    }

    @Test
    void isNoneForAnUnsampledSpan() {
      use(Tracing.ROOT_MODE, Sampler.parentBased(Sampler.alwaysOn()));
      Span unsampled =
          tracing.child(
              "unsampled", Tracing.remote(TraceFlags.getDefault(), TraceState.getDefault()));
      Span root = tracing.root("root");
      try (Scope ignored = root.makeCurrent();
          Scope inUnsampled = unsampled.makeCurrent()) {
        assertThat(tracing.sample()).isEqualTo(UNLABELLED);
      }
    }

    @Test
    void isKeptByASamplerThatChangesTheTraceState() {
      use(Tracing.ROOT_MODE, new RewritingSampler());
      Span root = tracing.root("root");
      try (Scope ignored = root.makeCurrent()) {
        Span child = tracing.child("child");
        assertThat(child.getSpanContext().getTraceState().asMap()).containsEntry("seen", "child");
        try (Scope inChild = child.makeCurrent()) {
          assertThat(tracing.sample()).isEqualTo(Sample.of(root, "root"));
        }
      }
    }
  }

  @Nested
  class ClosingRestores {

    @Test
    void theOuterRoot() {
      Span outer = tracing.root("outer");
      Span inner = tracing.root("inner");
      try (Scope inOuter = outer.makeCurrent()) {
        try (Scope inInner = inner.makeCurrent()) {
          assertThat(tracing.sample()).isEqualTo(Sample.of(inner, "inner"));
        }
        inner.end();
        assertThat(tracing.sample()).isEqualTo(Sample.of(outer, "outer"));
      }
    }

    @Test
    void theSpanThatIsCurrentAgainAfterAReactivation() {
      Span first = tracing.root("first");
      Span second = tracing.root("second");
      for (int i = 0; i < 3; i++) {
        try (Scope ignored = first.makeCurrent()) {
          assertThat(tracing.sample()).isEqualTo(Sample.of(first, "first"));
        }
        try (Scope ignored = second.makeCurrent()) {
          assertThat(tracing.sample()).isEqualTo(Sample.of(second, "second"));
        }
      }
      assertThat(tracing.sample()).isEqualTo(UNLABELLED);
    }

    @Test
    @SuppressWarnings("MustBeClosedChecker")
    void whatTheStorageSaysAfterAnOutOfOrderClose() {
      Span outer = tracing.root("outer");
      Span inner = tracing.root("inner");
      Scope outerScope = outer.makeCurrent();
      Scope innerScope = inner.makeCurrent();
      outerScope.close();
      assertThat(tracing.sample()).isEqualTo(Sample.of(inner, "inner"));
      innerScope.close();
      assertThat(Span.current()).isSameAs(outer);
      assertThat(tracing.sample()).isEqualTo(Sample.of(outer, "outer"));
      outer.end();
      assertThat(tracing.sample()).isEqualTo(UNLABELLED);
    }

    @Test
    @SuppressWarnings("MustBeClosedChecker")
    void nothingOnTheThreadThatClosesAnothersScope() throws Exception {
      Span mine = tracing.root("mine");
      Span theirs = tracing.root("theirs");
      Scope scope = mine.makeCurrent();
      Sample afterClose =
          onPool(
              () -> {
                try (Scope ignored = theirs.makeCurrent()) {
                  scope.close();
                  return tracing.sample();
                }
              });
      assertThat(afterClose).isEqualTo(Sample.of(theirs, "theirs"));
      assertThat(tracing.sample()).isEqualTo(Sample.of(mine, "mine"));
      scope.close();
      assertThat(tracing.sample()).isEqualTo(UNLABELLED);
    }
  }

  @Nested
  class AStackThatOverflows {

    @Test
    void leavesWhatWasCurrentBefore() throws Exception {
      Span before = tracing.root("before");
      Span first = tracing.root("first");
      Span second = tracing.root("second");
      List<Sample> samples = new ArrayList<>();
      Runnable overflows =
          () -> {
            for (int i = 0; i < 100; i++) {
              try {
                enterForEver(first, second);
              } catch (StackOverflowError e) {
                samples.add(tracing.sample());
              }
            }
          };
      Thread thread = new Thread(null, Context.root().with(before).wrap(overflows), "", 300_000);
      thread.start();
      thread.join();
      assertThat(samples).hasSize(100).containsOnly(Sample.of(before, "before"));
    }

    @SuppressWarnings("InfiniteRecursion")
    private static void enterForEver(Span span, Span next) {
      try (Scope ignored = span.makeCurrent()) {
        enterForEver(next, span);
      }
    }
  }

  @Nested
  class EveryThread {

    @Test
    void showsNothingOnceItForgotItsContextAsTheCommonPoolDoes() {
      Span forgotten = tracing.root("scope left open");
      ForkJoinPool.commonPool().execute(forgotten::makeCurrent);
      await()
          .atMost(Duration.ofMinutes(5))
          .until(() -> inCommonPool(() -> Span.current() != forgotten));
      assertThat(inCommonPool(tracing::sample)).isEqualTo(UNLABELLED);
    }

    private <T> T inCommonPool(Supplier<T> task) {
      return CompletableFuture.supplyAsync(task, ForkJoinPool.commonPool()).join();
    }

    @Test
    void showsTheOwnerOfAPropagatedContextAndNothingAfterwards() throws Exception {
      Span root = tracing.root("root");
      Span child = tracing.child("child", root);
      Context context = Context.root().with(child);
      assertThat(onPool(context.wrap(tracing::sample))).isEqualTo(Sample.of(root, "root"));
      assertThat(onPool(tracing::sample)).isEqualTo(UNLABELLED);
    }

    @Test
    void isForgottenByAnOwnerThatItLeft() throws Exception {
      Span root = tracing.root("root");
      Context context = Context.root().with(root);
      try (Scope ignored = context.makeCurrent()) {
        onPool(context.wrap(tracing::sample));
      }
      assertThat(Attribution.ownerOf(context))
          .extracting("otherThreads", InstanceOfAssertFactories.COLLECTION)
          .isEmpty();
    }

    @Test
    void showsTheSameOwnerAtTheSameTime() throws Exception {
      Span root = tracing.root("root");
      try (Scope ignored = root.makeCurrent()) {
        assertThat(onPool(Context.current().wrap(tracing::sample)))
            .isEqualTo(Sample.of(root, "root"));
        assertThat(tracing.sample()).isEqualTo(Sample.of(root, "root"));
      }
    }
  }
}
