package dev.spanprofiles.rideshare.order;

import java.net.URI;
import org.springframework.web.client.RestClientException;

/** A region is down, too slow, or failed; the caller of an order gets a 502. */
final class RegionUnavailableException extends RuntimeException {

  RegionUnavailableException(String region, URI address, RestClientException cause) {
    super("Region %s at %s gives no ride: %s".formatted(region, address, reason(cause)), cause);
  }

  /** The cause of an I/O error has a telling class and, with the JDK's client, no message. */
  private static String reason(RestClientException e) {
    return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause());
  }
}
