package dev.spanprofiles.rideshare.fault;

import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Fault;
import dev.spanprofiles.rideshare.incident.Trip;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tariffs of many zones are loaded side by side on virtual threads, each in a class initializer. A
 * thread that waits there cannot leave its carrier, of which there is one a core: they load a few
 * at a time. ({@code synchronized} pins no more since JDK 24, JEP 491; class initialization does.)
 */
final class PinnedThread implements Fault {

  private static final int ZONES_PER_CARRIER = 3;

  private final Neighbour neighbour;
  private final @Nullable Executor virtualThreads = virtualThreads();
  private final int zones = ZONES_PER_CARRIER * Runtime.getRuntime().availableProcessors();

  PinnedThread(Neighbour neighbour) {
    this.neighbour = neighbour;
    TariffSource.use(this::load);
  }

  /** By its name: the language level is 17, which has no virtual threads. */
  private static @Nullable Executor virtualThreads() {
    try {
      return (Executor) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  @Override
  public String kind() {
    return "pinned-thread";
  }

  @Override
  public Set<Vehicle> vehicles() {
    return EnumSet.allOf(Vehicle.class);
  }

  @Override
  public String step() {
    return "LoadTariffs";
  }

  @Override
  public Optional<String> impossible() {
    return virtualThreads == null
        ? Optional.of(
            "it takes virtual threads, which JDK 21 and newer have; this is JDK "
                + Runtime.version().feature())
        : Optional.empty();
  }

  @Override
  public void goWrong(Trip trip) {
    inEachZone(PinnedThread::initializeTariff);
  }

  /** A thread that waits outside of a class initializer leaves its carrier to the others. */
  @Override
  public void goRight(Trip trip) {
    inEachZone(this::load);
  }

  private void inEachZone(Runnable work) {
    Executor executor = virtualThreads;
    if (executor == null) {
      throw new IllegalStateException(impossible().orElseThrow());
    }
    Executor traced = Context.taskWrapping(executor);
    List<CompletableFuture<Void>> loads =
        Stream.generate(() -> CompletableFuture.runAsync(work, traced)).limit(zones).toList();
    loads.forEach(CompletableFuture::join);
  }

  private String load() {
    return neighbour.get("/tariffs");
  }

  private static void initializeTariff() {
    try {
      Class.forName(ZoneTariff.class.getName(), true, new OneZone());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Loads {@link ZoneTariff} anew, and all else as usual. */
  private static final class OneZone extends ClassLoader {

    OneZone() {
      super(ZoneTariff.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.equals(ZoneTariff.class.getName())
          ? define(name)
          : super.loadClass(name, resolve);
    }

    private Class<?> define(String name) {
      try (InputStream in = ZoneTariff.class.getResourceAsStream("ZoneTariff.class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
