package dev.spanprofiles.rideshare;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who this process is and whom it knows.
 *
 * @param region where it runs, also the {@code region} of its spans and profiles; {@code global}
 *     for a load generator that stands in none
 * @param hostname {@code host.name} of its spans and {@code hostname} of its profiles, so that both
 *     find each other
 * @param regions base address of the ride-sharing app of every region
 * @param allowedHosts names it is reached by, beside localhost and the address it listens on
 * @param traceUrl address of a trace's page as a browser sees it, with {@code {traceId}} in it
 */
@ConfigurationProperties("rideshare")
public record RideshareProperties(
    Role role,
    String region,
    String hostname,
    Map<String, URI> regions,
    List<String> allowedHosts,
    String traceUrl) {

  public RideshareProperties {
    if (role == Role.RIDE_SHARING_APP && !regions.containsKey(region)) {
      throw new IllegalArgumentException(
          "REGION is '%s'; a ride-sharing-app needs one of %s"
              .formatted(region, regions.keySet().stream().sorted().toList()));
    }
  }
}
