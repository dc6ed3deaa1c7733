package dev.spanprofiles.rideshare.order;

/** A region is down, too slow, or failed; the caller of an order gets a 502. */
final class RegionUnavailableException extends RuntimeException {

  RegionUnavailableException(String region, Throwable cause) {
    super("Region %s gives no ride: %s".formatted(region, cause.getMessage()), cause);
  }
}
