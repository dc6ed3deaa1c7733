package dev.spanprofiles.rideshare.order;

import dev.spanprofiles.rideshare.UnknownNameException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The ride-sharing apps of all regions, over HTTP. */
final class Regions {

  private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

  private final Map<String, URI> addresses;
  private final RestClient client;

  /** Knows the regions by base address; {@code client} must come of Boot's builder to be traced. */
  Regions(Map<String, URI> addresses, RestClient client) {
    this.addresses = Map.copyOf(addresses);
    this.client = client;
  }

  /**
   * Checks a name before work is done for it.
   *
   * @throws UnknownNameException if no region is called so
   */
  void requireKnown(String region) {
    address(region);
  }

  /** Returns whether all regions take connections. */
  boolean areListening() {
    return addresses.values().stream().allMatch(Regions::isListening);
  }

  private static boolean isListening(URI address) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_TIMEOUT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Asks a region for a ride.
   *
   * @throws RegionUnavailableException if it does not answer in time, or not well
   */
  void ride(Order order) {
    URI address = address(order.region());
    try {
      client
          .post()
          .uri(
              address + "/rides/{vehicle}?tenant={tenant}",
              order.vehicle().label(),
              order.tenant().label())
          .retrieve()
          .toBodilessEntity();
    } catch (RestClientException e) {
      throw new RegionUnavailableException(order.region(), address, e);
    }
  }

  private URI address(String region) {
    URI address = addresses.get(region);
    if (address == null) {
      throw new UnknownNameException("region", region, addresses.keySet());
    }
    return address;
  }
}
