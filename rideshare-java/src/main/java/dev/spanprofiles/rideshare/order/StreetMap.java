package dev.spanprofiles.rideshare.order;

import java.util.Random;

/** A city whose streets form a square; every block takes some seconds, the same for a seed. */
final class StreetMap {

  private static final int BLOCKS = 500;
  private static final int SLOWEST_BLOCK_SECONDS = 5;

  private final int[][] seconds = new int[BLOCKS][BLOCKS];

  StreetMap(long seed) {
    Random random = new Random(seed);
    for (int[] street : seconds) {
      for (int block = 0; block < BLOCKS; block++) {
        street[block] = 1 + random.nextInt(SLOWEST_BLOCK_SECONDS);
      }
    }
  }

  /**
   * Returns the quickest way from one corner of the city to the opposite one, going only towards
   * it, when every block takes {@code delay} seconds longer than usual. Allocates 250 KB.
   */
  Route quickestRoute(int delay) {
    int[] soFar = new int[BLOCKS];
    boolean[][] alongStreet = new boolean[BLOCKS][BLOCKS];
    for (int street = 0; street < BLOCKS; street++) {
      for (int block = 0; block < BLOCKS; block++) {
        int before = block == 0 ? Integer.MAX_VALUE : soFar[block - 1];
        int above = street == 0 ? Integer.MAX_VALUE : soFar[block];
        alongStreet[street][block] = before < above;
        int start = street == 0 && block == 0 ? 0 : Math.min(before, above);
        soFar[block] = start + seconds[street][block] + delay;
      }
    }
    return new Route(soFar[BLOCKS - 1], turns(alongStreet));
  }

  private static int turns(boolean[][] alongStreet) {
    int turns = 0;
    int street = BLOCKS - 1;
    int block = BLOCKS - 1;
    boolean last = alongStreet[street][block];
    while (street > 0 || block > 0) {
      boolean along = alongStreet[street][block];
      if (along != last) {
        turns++;
      }
      last = along;
      if (along) {
        block--;
      } else {
        street--;
      }
    }
    return turns;
  }

  /** A way through the city. */
  record Route(int seconds, int turns) {}
}
