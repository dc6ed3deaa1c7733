package dev.spanprofiles.stack.query.tempo;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Quantiles of numbers of which only the next power of two is known, as Tempo reckons them. */
final class Histogram {

  private Histogram() {}

  /**
   * The quantile, between two powers by their logarithms; 0 of no numbers.
   *
   * @param counts how many numbers there are, by the power that is no less
   */
  static double quantile(double quantile, SortedMap<Double, Long> counts) {
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    if (total == 0) {
      return 0;
    }
    long wanted = Math.max(1, (long) Math.ceil(quantile * total));
    List<Map.Entry<Double, Long>> buckets = List.copyOf(counts.entrySet());
    long below = 0;
    int bucket = 0;
    for (; bucket < buckets.size() - 1; bucket++) {
      long count = buckets.get(bucket).getValue();
      if (below + count > wanted) {
        break;
      }
      below += count;
      if (below == wanted) {
        return buckets.get(bucket).getKey();
      }
    }
    double most = log2(buckets.get(bucket).getKey());
    double least = bucket > 0 ? log2(buckets.get(bucket - 1).getKey()) : most - 1;
    double share = (double) (wanted - below) / buckets.get(bucket).getValue();
    return Math.pow(2, least + (most - least) * share);
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
