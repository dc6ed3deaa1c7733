package dev.spanprofiles.jvm;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A context storage such as Vert.x brings one: says that it is used. */
public final class NeighbourStorage implements ContextStorageProvider {

  static final String ATTACHED = "attached to the neighbour's storage";

  private static final AtomicBoolean said = new AtomicBoolean();

  /** A directory that makes the storage known to whoever has it on the class path. */
  static Path onAClassPath() throws IOException {
    Path services = Path.of("target/neighbour/META-INF/services");
    Files.createDirectories(services);
    Files.writeString(
        services.resolve(ContextStorageProvider.class.getName()), NeighbourStorage.class.getName());
    return services.getParent().getParent().toAbsolutePath();
  }

  @Override
  public ContextStorage get() {
    ContextStorage storage = ContextStorage.defaultStorage();
    return new ContextStorage() {
      @Override
      public Scope attach(@Nullable Context toAttach) {
        if (!said.getAndSet(true)) {
          System.out.println(ATTACHED);
        }
        return storage.attach(toAttach);
      }

      @Override
      public @Nullable Context current() {
        return storage.current();
      }
    };
  }
}
