package dev.spanprofiles;

import static dev.spanprofiles.RecordingProfiler.Sample.UNLABELLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.RecordingProfiler.Sample;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rule 5: what ended owns nothing any more. */
@Tag("jdk")
class EndedSpanTest {

  private Tracing tracing = new Tracing(Tracing.ROOT_MODE);
  private final ExecutorService pool = Executors.newSingleThreadExecutor();

  @AfterEach
  void close() {
    pool.shutdownNow();
    tracing.close();
  }

  private <T> T onPool(Callable<T> task) throws Exception {
    return pool.submit(task).get();
  }

  @Test
  void ownsNothingWhereverItsScopeIsEnteredLater() throws Exception {
    Span root = tracing.root("root");
    Span child = tracing.child("child", root);
    root.end();
    assertThat(onPool(Context.root().with(root).wrap(tracing::sample))).isEqualTo(UNLABELLED);
    assertThat(onPool(Context.root().with(child).wrap(tracing::sample))).isEqualTo(UNLABELLED);
  }

  @Test
  void leavesTheThreadThatEndsIt() {
    Span root = tracing.root("root");
    try (Scope ignored = root.makeCurrent()) {
      root.end();
      assertThat(tracing.sample()).isEqualTo(UNLABELLED);
    }
    assertThat(tracing.sample()).isEqualTo(UNLABELLED);
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker")
  void isGoneFromAThreadThatLeakedItsScopeWithTheNextScope() throws Exception {
    Span leaked = tracing.root("leaked");
    onPool(leaked::makeCurrent);
    leaked.end();
    Span next = tracing.root("next");
    Sample inNext =
        onPool(
            () -> {
              try (Scope ignored = next.makeCurrent()) {
                return tracing.sample();
              }
            });
    assertThat(inNext).isEqualTo(Sample.of(next, "next"));
    assertThat(onPool(tracing::sample)).isEqualTo(UNLABELLED);
  }

  @Test
  void isGoneWithTheEndOfAnInnerScope() throws Exception {
    Span root = tracing.root("ended elsewhere");
    try (Scope ignored = root.makeCurrent()) {
      try (Scope inner = tracing.child("child").makeCurrent()) {
        onPool(
            () -> {
              root.end();
              return null;
            });
      }
      assertThat(tracing.sample()).isEqualTo(UNLABELLED);
    }
  }

  @Test
  void isGoneOnceItsThreadAsksWhatIsCurrent() throws Exception {
    tracing.close();
    tracing = new Tracing(Tracing.ALL_MODE);
    Span root = tracing.root("root");
    Span child = tracing.child("ended elsewhere", root);
    try (Scope ignored = child.makeCurrent()) {
      onPool(
          () -> {
            child.end();
            return null;
          });
      assertThat(Span.current()).isSameAs(child);
      assertThat(tracing.sample()).isEqualTo(Sample.of(root, "root"));
    }
  }

  @Test
  void leavesItsOpenScopeToItsNearestLiveAncestorInAllMode() {
    tracing.close();
    tracing = new Tracing(Tracing.ALL_MODE);
    Span root = tracing.root("root");
    Span parent = tracing.child("parent", root);
    Span child = tracing.child("child", parent);
    try (Scope ignored = child.makeCurrent()) {
      parent.end();
      assertThat(tracing.sample()).isEqualTo(Sample.of(child, "child"));
      child.end();
      assertThat(tracing.sample()).isEqualTo(Sample.of(root, "root"));
      root.end();
      assertThat(tracing.sample()).isEqualTo(UNLABELLED);
    }
  }

  @Test
  void isForgottenByThoseWhoOutliveIt() {
    Owner first = owner(null);
    Owner second = owner(first);
    Owner third = owner(second);
    first.end();
    second.end();
    assertThat(second).extracting("parent").isNull();
    third.end();
    assertThat(third).extracting("parent").isNull();
  }

  private Owner owner(@Nullable Owner parent) {
    return new Owner((ReadableSpan) tracing.root("span"), parent, 0);
  }

  @Test
  void leavesItsRootToContextsThatAreEnteredLater() throws Exception {
    Span root = tracing.root("root");
    Span child = tracing.child("child", root);
    child.end();
    assertThat(onPool(Context.root().with(child).wrap(tracing::sample)))
        .isEqualTo(Sample.of(root, "root"));
  }
}
