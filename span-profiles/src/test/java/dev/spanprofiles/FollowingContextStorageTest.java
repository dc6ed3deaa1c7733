package dev.spanprofiles;

import static dev.spanprofiles.RecordingProfiler.Sample.UNLABELLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.RecordingProfiler.Sample;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Around a storage that changes what is current without a scope, as Vert.x does. */
@Tag("jdk")
class FollowingContextStorageTest {

  private final Tracing tracing = new Tracing(Tracing.ALL_MODE);
  private final EventLoopStorage eventLoop = new EventLoopStorage();
  private final ContextStorage storage = new FollowingContextStorage(eventLoop);
  private final ExecutorService otherThread = Executors.newSingleThreadExecutor();

  private final Span root = tracing.root("root");
  private final Span child = tracing.child("child", root);
  private final Context inRoot = Context.root().with(root);
  private final Context inChild = Context.root().with(child);

  @AfterEach
  void close() {
    otherThread.shutdownNow();
    tracing.close();
  }

  private void endElsewhere(Span span) throws Exception {
    otherThread.submit(() -> span.end()).get();
  }

  @Test
  void aScopeLabelsItsThreadUntilItCloses() {
    try (Scope outer = storage.attach(inRoot)) {
      try (Scope inner = storage.attach(inChild)) {
        assertThat(tracing.sample()).isEqualTo(Sample.of(child, "child"));
      }
      assertThat(tracing.sample()).isEqualTo(Sample.of(root, "root"));
    }
    assertThat(tracing.sample()).isEqualTo(UNLABELLED);
  }

  @Test
  void theEndOfAScopeOfTheSameOwnerShowsThatItEndedElsewhere() throws Exception {
    try (Scope outer = storage.attach(inChild)) {
      try (Scope inner = storage.attach(Context.root().with(child))) {
        endElsewhere(child);
      }
      assertThat(tracing.sample()).isEqualTo(Sample.of(root, "root"));
    }
  }

  @Test
  void whoAsksWhatIsCurrentIsToldThatItEndedElsewhere() throws Exception {
    try (Scope outer = storage.attach(inChild)) {
      endElsewhere(child);
      assertThat(storage.current()).isSameAs(inChild);
      assertThat(tracing.sample()).isEqualTo(Sample.of(root, "root"));
    }
  }

  @Test
  void theNextEventDoesNotCarryTheSpanOfAScopeThatWasLeftOpen() {
    Scope opened = storage.attach(inRoot);
    eventLoop.next(inChild);
    assertThat(storage.current()).isSameAs(inChild);
    assertThat(tracing.sample()).isEqualTo(UNLABELLED);
    opened.close();
    assertThat(tracing.sample()).isEqualTo(UNLABELLED);
  }

  @Test
  void aScopeWithoutAnOwnerIsTheOthersOwn() {
    assertThat(storage.attach(Context.root())).isSameAs(eventLoop.lastScope);
  }

  /** What is current is the event's, on whatever thread. */
  private static final class EventLoopStorage implements ContextStorage {

    private @Nullable Context current;
    private @Nullable Scope lastScope;

    void next(Context event) {
      current = event;
    }

    @Override
    public Scope attach(@Nullable Context toAttach) {
      Context before = current;
      current = toAttach;
      Scope scope = () -> current = before;
      lastScope = scope;
      return scope;
    }

    @Override
    public @Nullable Context current() {
      return current;
    }
  }
}
