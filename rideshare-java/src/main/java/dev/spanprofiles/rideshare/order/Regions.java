package dev.spanprofiles.rideshare.order;

import dev.spanprofiles.rideshare.UnknownNameException;
import dev.spanprofiles.rideshare.Vehicle;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The ride-sharing apps of all regions, over HTTP. */
final class Regions {

  private final Map<String, RestClient> clients;

  /** Knows the regions by base address; {@code builder} must be Boot's, which is traced. */
  Regions(Map<String, URI> addresses, RestClient.Builder builder) {
    clients =
        addresses.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    region -> builder.clone().baseUrl(region.getValue()).build()));
  }

  /**
   * Checks a name before work is done for it.
   *
   * @throws UnknownNameException if no region is called so
   */
  void requireKnown(String region) {
    if (!clients.containsKey(region)) {
      throw new UnknownNameException("region", region, clients.keySet());
    }
  }

  /**
   * Asks a region for a ride.
   *
   * @throws RegionUnavailableException if it does not answer in time, or not well
   */
  void ride(Order order) {
    Vehicle vehicle = order.vehicle();
    RestClient client = clients.get(order.region());
    if (client == null) {
      throw new UnknownNameException("region", order.region(), clients.keySet());
    }
    try {
      client.post().uri("/rides/{vehicle}", vehicle.label()).retrieve().toBodilessEntity();
    } catch (RestClientException e) {
      throw new RegionUnavailableException(order.region(), e);
    }
  }
}
