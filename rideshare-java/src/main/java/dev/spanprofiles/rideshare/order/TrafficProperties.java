package dev.spanprofiles.rideshare.order;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The orders that come by themselves.
 *
 * @param rate orders a second on average; 0 switches the traffic off
 * @param seed the same seed gives the same orders in the same order
 * @param maxInFlight orders under way at once; one that comes on top is dropped, so that a slow
 *     region does not pile them up
 * @param startTimeout how long the first order waits for regions that are not up yet
 */
@ConfigurationProperties("rideshare.traffic")
record TrafficProperties(
    double rate,
    long seed,
    Weights vehicles,
    Weights regions,
    int maxInFlight,
    Duration startTimeout) {

  TrafficProperties {
    if (!(rate >= 0 && rate <= 1000)) {
      throw new IllegalArgumentException(
          "TRAFFIC_RATE is %s; give orders a second from 0 to 1000".formatted(rate));
    }
    if (maxInFlight < 1) {
      throw new IllegalArgumentException(
          "rideshare.traffic.max-in-flight is %d; give at least 1".formatted(maxInFlight));
    }
  }
}
