package dev.spanprofiles.stack.query.pyroscope;

/**
 * How much one call can ask for.
 *
 * @param bodyBytes of a request, also after decompression
 * @param defaultNodes functions in a flame graph where a request gives no number
 * @param maxNodes functions in a flame graph at the most
 * @param points of one time series at the most
 * @param profilePoints profiles, or spans in them, that exemplars are chosen from at the most
 */
public record PyroscopeLimits(
    int bodyBytes, int defaultNodes, int maxNodes, int points, int profilePoints) {

  /** Nodes as in Pyroscope, points as in Prometheus. */
  public static final PyroscopeLimits DEFAULT =
      new PyroscopeLimits(1024 * 1024, 8 * 1024, 1024 * 1024, 11_000, 100_000);
}
