package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** It keeps contexts as OpenTelemetry's own storage does: each test holds for both. */
@Tag("jdk")
@SuppressWarnings("MustBeClosedChecker") // scopes are closed out of order
class LabelledContextStorageTest {

  private static final ContextKey<String> KEY = ContextKey.named("key");

  private final Context first = Context.root().with(KEY, "first");
  private final Context second = Context.root().with(KEY, "second");
  private final ExecutorService otherThread = Executors.newSingleThreadExecutor();

  static Stream<ContextStorage> storages() {
    return Stream.of(ContextStorage.defaultStorage(), new LabelledContextStorage());
  }

  @AfterEach
  void stop() {
    otherThread.shutdownNow();
  }

  @ParameterizedTest
  @MethodSource("storages")
  void scopesNest(ContextStorage storage) {
    Context before = storage.current();
    try (Scope outer = storage.attach(first)) {
      try (Scope inner = storage.attach(second)) {
        assertThat(storage.current()).isSameAs(second);
      }
      assertThat(storage.current()).isSameAs(first);
    }
    assertThat(storage.current()).isSameAs(before);
  }

  @ParameterizedTest
  @MethodSource("storages")
  void attachingNothingOrWhatIsCurrentChangesNothing(ContextStorage storage) {
    try (Scope outer = storage.attach(first)) {
      assertThat(storage.attach(null)).isSameAs(Scope.noop());
      storage.attach(first).close();
      assertThat(storage.current()).isSameAs(first);
    }
  }

  @ParameterizedTest
  @MethodSource("storages")
  void aScopeThatIsNotTheCurrentOneClosesNothing(ContextStorage storage) {
    Context before = storage.current();
    Scope outer = storage.attach(first);
    Scope inner = storage.attach(second);
    outer.close();
    assertThat(storage.current()).isSameAs(second);
    inner.close();
    inner.close();
    assertThat(storage.current()).isSameAs(first);
    outer.close();
    assertThat(storage.current()).isSameAs(before);
  }

  @ParameterizedTest
  @MethodSource("storages")
  void aScopeOfAnotherThreadClosesNothingUnlessItsContextIsCurrentHere(ContextStorage storage)
      throws Exception {
    Context before = storage.current();
    Scope scope = storage.attach(first);
    Context there =
        otherThread
            .submit(
                () -> {
                  scope.close();
                  try (Scope own = storage.attach(second)) {
                    scope.close();
                    return storage.current();
                  }
                })
            .get();
    assertThat(there).isSameAs(second);
    assertThat(storage.current()).isSameAs(first);
    otherThread
        .submit(
            () -> {
              Scope twin = storage.attach(first);
              scope.close();
              assertThat(storage.current()).isSameAs(before);
              twin.close();
            })
        .get();
    scope.close();
    assertThat(storage.current()).isSameAs(first);
    storage.attach(Context.root()); // leaves none of these on a thread of the test runner
  }
}
