package dev.spanprofiles.rideshare.order;

import dev.spanprofiles.rideshare.UnknownNameException;
import java.net.URI;
import java.util.Map;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The ride-sharing apps of all regions, over HTTP. */
final class Regions {

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
          .uri(address + "/rides/{vehicle}", order.vehicle().label())
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
