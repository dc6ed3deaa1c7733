package dev.spanprofiles;

import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;

/**
 * Found through {@code META-INF/services}: the only hook into the context that works in an
 * executable Spring Boot jar and after {@code main} touched the context.
 */
public final class FollowingContextStorageProvider implements ContextStorageProvider {

  @Override
  public ContextStorage get() {
    return FollowingContextStorage.follow(ContextStorage.defaultStorage());
  }
}
