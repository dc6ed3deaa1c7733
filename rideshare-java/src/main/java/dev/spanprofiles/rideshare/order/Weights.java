package dev.spanprofiles.rideshare.order;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How often each name is drawn in relation to the others; written {@code car=2,bike=1}.
 *
 * @param byName positive in sum, none negative, in the order written
 */
record Weights(Map<String, Integer> byName) {

  /**
   * Reads the written form; public because Spring binds properties with it.
   *
   * @throws IllegalArgumentException if an entry is not {@code name=weight} or all weights are zero
   */
  public static Weights of(String text) {
    Map<String, Integer> byName = new LinkedHashMap<>();
    for (String entry : text.split(",", -1)) {
      String[] parts = entry.strip().split("=", -1);
      if (parts.length != 2 || !parts[1].matches("\\d{1,6}")) {
        throw new IllegalArgumentException(
            "'%s' in '%s' is no weight; write name=number,name=number".formatted(entry, text));
      }
      byName.put(parts[0], Integer.parseInt(parts[1]));
    }
    Weights weights = new Weights(byName);
    if (weights.sum() == 0) {
      throw new IllegalArgumentException("All weights in '%s' are zero".formatted(text));
    }
    return weights;
  }

  String draw(RandomGenerator random) {
    int remaining = random.nextInt(sum());
    for (Map.Entry<String, Integer> entry : byName.entrySet()) {
      remaining -= entry.getValue();
      if (remaining < 0) {
        return entry.getKey();
      }
    }
    throw new IllegalStateException("unreachable: a number below the sum of weights was drawn");
  }

  private int sum() {
    return byName.values().stream().mapToInt(Integer::intValue).sum();
  }
}
