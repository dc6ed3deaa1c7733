package dev.spanprofiles.stack.viewer.page;

import java.util.LinkedHashMap;
import java.util.Map;

/** The colour of each service on a page: mostly the same on every page, never shared by two. */
public final class Services {

  /** As many as the style sheet has classes {@code service-0}, {@code service-1} …. */
  public static final int COLOURS = 8;

  private final Map<String, Integer> colours = new LinkedHashMap<>();

  /** The number of the service's colour; colours repeat only where there are too many services. */
  public int colour(String service) {
    Integer known = colours.get(service);
    if (known != null) {
      return known;
    }
    int colour = Math.floorMod(service.hashCode(), COLOURS);
    while (colours.size() < COLOURS && colours.containsValue(colour)) {
      colour = (colour + 1) % COLOURS;
    }
    colours.put(service, colour);
    return colour;
  }

  /** The services asked for so far, in that order, with their colours. */
  public Map<String, Integer> legend() {
    return colours;
  }
}
