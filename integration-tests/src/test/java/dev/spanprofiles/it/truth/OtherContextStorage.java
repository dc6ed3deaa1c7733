package dev.spanprofiles.it.truth;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;
import io.opentelemetry.context.Scope;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A context storage as another library brings one; it works as OpenTelemetry's own does. */
public final class OtherContextStorage implements ContextStorageProvider, ContextStorage {

  /** Only with this on a class path it is found there. */
  static final String CLASS_PATH = directory("/other-context-storage");

  private final ContextStorage contexts = ContextStorage.defaultStorage();

  private static String directory(String resource) {
    try {
      var url = Objects.requireNonNull(OtherContextStorage.class.getResource(resource));
      return Path.of(url.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public ContextStorage get() {
    return this;
  }

  @Override
  public Scope attach(@Nullable Context toAttach) {
    return contexts.attach(toAttach);
  }

  @Override
  public @Nullable Context current() {
    return contexts.current();
  }
}
