package dev.spanprofiles.stack.ingest;

/**
 * What one request, and all at the same time, may take.
 *
 * @param maxBodyBytes of a request as it is sent
 * @param maxDecompressedBytes of a body or part after decompression
 * @param maxConcurrent requests of one protocol in work at the same time; beyond that the sender is
 *     told to come again
 * @param profiles what a request's profiles may come to
 */
public record IngestLimits(
    int maxBodyBytes, int maxDecompressedBytes, int maxConcurrent, ProfileLimits profiles) {

  private static final int MEBIBYTE = 1024 * 1024;

  /**
   * The agent's recordings are 0.3 to 1 MB under load, an exporter's batch of 512 spans below 1 MB;
   * the real Pyroscope refuses recordings over 4 MB.
   */
  public static final IngestLimits DEFAULT = new IngestLimits(4 * MEBIBYTE, 8 * MEBIBYTE, 4);

  /** With the default limits of profiles. */
  public IngestLimits(int maxBodyBytes, int maxDecompressedBytes, int maxConcurrent) {
    this(maxBodyBytes, maxDecompressedBytes, maxConcurrent, ProfileLimits.DEFAULT);
  }
}
