package dev.spanprofiles.stack;

import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.storage.StoreFactory;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the embedded stack is started with.
 *
 * @param viewer its links lead to where the other ports really are
 * @param bind the address to listen on
 * @param allowedHosts names and addresses that requests may be meant for, beside localhost,
 *     loopback addresses and {@code bind}
 * @param ports 0 for any that is free
 * @param workshop null for none
 */
public record StackSettings(
    StoreFactory store,
    IngestLimits limits,
    ViewerSettings viewer,
    String bind,
    List<String> allowedHosts,
    Ports ports,
    @Nullable WorkshopSettings workshop) {

  /** One port each, as the real programs have them. */
  public record Ports(int otlp, int otlpGrpc, int pyroscope, int tempo, int viewer) {

    public static final Ports DEFAULT = new Ports(4318, 4317, 4040, 3200, 3000);
    public static final Ports FREE = new Ports(0, 0, 0, 0, 0);
  }

  /**
   * Chapters to learn with.
   *
   * @param folder where they are
   * @param progress the file that keeps how far somebody is
   * @param services addresses by name, where they are others than the folder says
   */
  public record WorkshopSettings(Path folder, Path progress, Map<String, URI> services) {}

  /** On loopback and free ports, for tests. */
  public static StackSettings onFreePorts(StoreFactory store) {
    return new StackSettings(
        store,
        IngestLimits.DEFAULT,
        ViewerSettings.DEFAULT,
        "127.0.0.1",
        List.of(),
        Ports.FREE,
        null);
  }
}
