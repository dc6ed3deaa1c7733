package dev.spanprofiles.rideshare.fault;

import java.net.URI;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.springframework.web.client.RestClient;

/** The region that this one asks for what it does not keep itself, over HTTP. */
final class Neighbour {

  private final URI address;
  private final RestClient client;

  /** {@code client} must come of Boot's builder to be traced. */
  Neighbour(URI address, RestClient client) {
    this.address = address;
    this.client = client;
  }

  /**
   * Returns the address of the region that comes after {@code region} by name.
   *
   * @param regions must have {@code region}
   */
  static URI after(String region, Map<String, URI> regions) {
    NavigableMap<String, URI> sorted = new TreeMap<>(regions);
    Map.Entry<String, URI> next = sorted.higherEntry(region);
    return (next == null ? sorted.firstEntry() : next).getValue();
  }

  String get(String path, Object... variables) {
    return String.valueOf(
        client.get().uri(address + path, variables).retrieve().body(String.class));
  }

  String post(String path, Object... variables) {
    return String.valueOf(
        client.post().uri(address + path, variables).retrieve().body(String.class));
  }
}
