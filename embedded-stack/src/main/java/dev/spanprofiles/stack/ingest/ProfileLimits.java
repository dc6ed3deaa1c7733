package dev.spanprofiles.stack.ingest;

/**
 * What the profiles of one request may come to. Their tables let a few bytes stand for much: one
 * that is small on the wire can have millions of long stack traces.
 *
 * @param maxUnfoldedBytes of all stack traces, label sets and samples, each written out
 * @param maxDepth functions of a stack trace; the outermost stay
 * @param maxLabels of a sample, those of its series included
 */
public record ProfileLimits(long maxUnfoldedBytes, int maxDepth, int maxLabels) {

  /**
   * Ten seconds of a busy service come to some megabytes. async-profiler cuts stack traces at 2048
   * functions, and OpenTelemetry's resource detectors give some 25 attributes.
   */
  public static final ProfileLimits DEFAULT = new ProfileLimits(256L << 20, 2048, 64);
}
