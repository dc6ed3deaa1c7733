package dev.spanprofiles.it.truth;

import io.micrometer.context.ThreadLocalAccessor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets Micrometer's context propagation carry the OpenTelemetry context, as an application without
 * Micrometer Tracing does it.
 */
final class OpenTelemetryContextAccessor implements ThreadLocalAccessor<Context> {
  static final String KEY = "opentelemetry";

  private final ThreadLocal<Deque<Scope>> scopes = ThreadLocal.withInitial(ArrayDeque::new);

  @Override
  public Object key() {
    return KEY;
  }

  @Override
  public @Nullable Context getValue() {
    Context current = Context.current();
    return current == Context.root() ? null : current;
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // closed by restore()
  public void setValue(Context context) {
    scopes.get().push(context.makeCurrent());
  }

  @Override
  public void setValue() {
    setValue(Context.root());
  }

  @Override
  public void restore(Context previous) {
    restore();
  }

  @Override
  public void restore() {
    Scope scope = scopes.get().poll();
    if (scope != null) {
      scope.close();
    }
  }
}
