package dev.spanprofiles.stack.storage;

/**
 * For which spans it can be inferred what ran in them. Where only the first span of a request in
 * its service is profiled, the samples of the spans below carry its id; but a sample has a time and
 * a thread. What ran on a span's thread while the span was open is taken for the span's. That is
 * wrong of a span that works elsewhere than where it was started, and of one that is not current
 * all of the time; the truth suite measures how often.
 *
 * @param placed spans of which it can be said
 * @param nested spans that lie within a placed one of the same set, on its thread: their samples
 *     count for that one, so that each counts once
 * @param overlapping spans that are open at the same time as another child of the same parent, on
 *     the same thread, or that lie within such a span: the sample could be of either
 * @param threadUnknown spans that do not say their thread, in a request that was sampled on several
 * @param unprofiled spans without a profiled span above them in their process
 */
public record Inference(
    long placed, long nested, long overlapping, long threadUnknown, long unprofiled) {

  public static final Inference NONE = new Inference(0, 0, 0, 0, 0);

  public long spans() {
    return placed + nested + overlapping + threadUnknown + unprofiled;
  }
}
