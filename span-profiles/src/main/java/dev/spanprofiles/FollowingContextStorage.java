package dev.spanprofiles;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Has the labels of each thread follow its current context, which another's storage keeps.
 *
 * <p>After a close, what is current is read again rather than remembered: a scope may be closed out
 * of order, twice or on another thread, and the delegate decides what that does.
 */
final class FollowingContextStorage implements ContextStorage {

  private static volatile boolean installed;

  private final ContextStorage delegate;

  FollowingContextStorage(ContextStorage delegate) {
    this.delegate = delegate;
  }

  /** Follows the storage, unless one that does is below it already. */
  static ContextStorage follow(ContextStorage storage) {
    if (installed) {
      return storage;
    }
    installed = true;
    ContextStorage followed = OtherContextStorage.instead(storage);
    return followed == ContextStorage.defaultStorage()
        ? new LabelledContextStorage()
        : new FollowingContextStorage(followed);
  }

  static boolean isInstalled() {
    return installed;
  }

  @Override
  public Scope attach(@Nullable Context toAttach) {
    Scope scope = delegate.attach(toAttach);
    if (toAttach == null) {
      return scope;
    }
    OneThread thread = OneThread.current();
    boolean ownerChanged = thread.follow(toAttach);
    // Otherwise closing it leads back to a context of no owner, as before: nothing to follow.
    return ownerChanged || thread.showsOwner() ? new FollowedScope(scope) : scope;
  }

  /** The delegate may have gone on to something else without a scope, as to another event. */
  @Override
  public @Nullable Context current() {
    Context current = delegate.current();
    OneThread.current().check(current);
    return current;
  }

  @Override
  public Context root() {
    return delegate.root();
  }

  private final class FollowedScope implements Scope {

    private final Scope scope;

    FollowedScope(Scope scope) {
      this.scope = scope;
    }

    @Override
    public void close() {
      scope.close();
      OneThread.current().follow(delegate.current());
    }
  }
}
