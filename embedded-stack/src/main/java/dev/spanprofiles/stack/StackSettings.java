package dev.spanprofiles.stack;

import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.storage.StoreFactory;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import java.util.List;

/**
 * What the embedded stack is started with.
 *
 * @param viewer its links lead to where the other ports really are
 * @param bind the address to listen on
 * @param allowedHosts names and addresses that requests may be meant for, beside localhost,
 *     loopback addresses and {@code bind}
 * @param ports 0 for any that is free
 */
public record StackSettings(
    StoreFactory store,
    IngestLimits limits,
    ViewerSettings viewer,
    String bind,
    List<String> allowedHosts,
    Ports ports) {

  /** One port each, as the real programs have them. */
  public record Ports(int otlp, int otlpGrpc, int pyroscope, int tempo, int viewer) {

    public static final Ports DEFAULT = new Ports(4318, 4317, 4040, 3200, 3000);
    public static final Ports FREE = new Ports(0, 0, 0, 0, 0);
  }

  /** On loopback and free ports, for tests. */
  public static StackSettings onFreePorts(StoreFactory store) {
    return new StackSettings(
        store, IngestLimits.DEFAULT, ViewerSettings.DEFAULT, "127.0.0.1", List.of(), Ports.FREE);
  }
}
