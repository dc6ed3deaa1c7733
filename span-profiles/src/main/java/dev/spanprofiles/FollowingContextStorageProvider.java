package dev.spanprofiles;

import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;

/**
 * Found through {@code META-INF/services}: the only hook into the context that works in an
 * executable Spring Boot jar and after {@code main} touched the context.
 *
 * <p>What counts is that OpenTelemetry makes one of these before it chooses its storage: a wrapper
 * that is added now is put around whichever it chooses, so another provider on the class path keeps
 * its place.
 */
public final class FollowingContextStorageProvider implements ContextStorageProvider {

  /** For {@code java.util.ServiceLoader}. */
  public FollowingContextStorageProvider() {
    ContextStorage.addWrapper(FollowingContextStorage::follow);
  }

  @Override
  public ContextStorage get() {
    return ContextStorage.defaultStorage();
  }
}
