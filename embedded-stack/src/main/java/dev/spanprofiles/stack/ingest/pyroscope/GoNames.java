package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.wire.pprof.Function;
import dev.spanprofiles.stack.wire.pprof.Line;
import dev.spanprofiles.stack.wire.pprof.Location;
import dev.spanprofiles.stack.wire.pprof.Profile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Go names a generic function after any of its instances, so that callers cannot be told. Pyroscope
 * leaves the types out (its {@code pkg/pprof/fix_go_profile.go}).
 */
final class GoNames {

  private static final String GO_SHAPE = "[go.shape.";

  /** What tells functions apart. */
  private record Named(String name, long systemName, long file, long startLine) {}

  /** What tells locations apart. */
  private record Place(long mapping, long address, List<Long> lines) {}

  private GoNames() {}

  /**
   * A number for each location by its id, which those share that differ in types alone; empty where
   * no name has any.
   */
  static Map<Long, Long> locations(Profile profile) {
    if (profile.getStringTableList().stream().noneMatch(text -> text.contains(GO_SHAPE))) {
      return Map.of();
    }
    Map<Long, String> names = new HashMap<>(); // by string, as many may share a long one
    Map<Named, Long> named = new HashMap<>();
    Map<Long, Long> functions = new HashMap<>();
    for (Function function : profile.getFunctionList()) {
      Named name =
          new Named(
              names.computeIfAbsent(
                  function.getName(), index -> withoutTypeParameters(text(profile, index))),
              function.getSystemName(),
              function.getFilename(),
              function.getStartLine());
      functions.put(function.getId(), named.computeIfAbsent(name, n -> named.size() + 1L));
    }
    Map<Place, Long> places = new HashMap<>();
    Map<Long, Long> locations = new HashMap<>();
    for (Location location : profile.getLocationList()) {
      List<Long> lines = location.getLineList().stream().map(line -> key(line, functions)).toList();
      Place place = new Place(location.getMappingId(), location.getAddress(), lines);
      locations.put(location.getId(), places.computeIfAbsent(place, p -> places.size() + 1L));
    }
    return locations;
  }

  private static long key(Line line, Map<Long, Long> functions) {
    long function = functions.getOrDefault(line.getFunctionId(), 0L);
    return function | line.getLine() << Integer.SIZE;
  }

  private static String text(Profile profile, long index) {
    boolean known = index >= 0 && index < profile.getStringTableCount();
    return known ? profile.getStringTable((int) index) : "";
  }

  /** As Pyroscope has it: {@code slices.Sort[go.shape.int]} is {@code slices.Sort}. */
  static String withoutTypeParameters(String function) {
    StringBuilder kept = new StringBuilder();
    int from = 0;
    int start = function.indexOf(GO_SHAPE);
    while (start >= 0) {
      int end = closing(function, start);
      if (end < 0) {
        break;
      }
      kept.append(function, from, start);
      from = end + 1;
      start = function.indexOf(GO_SHAPE, from);
    }
    return from == 0 ? function : kept.append(function, from, function.length()).toString();
  }

  /** Where the bracket closes that opens there, -1 if it does not. */
  private static int closing(String text, int opening) {
    int depth = 0;
    for (int i = opening; i < text.length(); i++) {
      if (text.charAt(i) == '[') {
        depth++;
      } else if (text.charAt(i) == ']' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
