package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.ingest.SampleCollector;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.wire.pprof.Function;
import dev.spanprofiles.stack.wire.pprof.Line;
import dev.spanprofiles.stack.wire.pprof.Location;
import dev.spanprofiles.stack.wire.pprof.Mapping;
import dev.spanprofiles.stack.wire.pprof.Profile;
import dev.spanprofiles.stack.wire.pprof.Sample;
import dev.spanprofiles.stack.wire.pprof.ValueType;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the samples of a pprof profile point to. Each reference is checked when it is followed. */
final class PprofTables {

  private final Profile profile;
  private final SampleCollector collector;
  private final boolean go;
  // Numbers of strings; names are looked at when they are needed, as many may share a long one.
  private final Map<Long, Long> functions = new HashMap<>();
  private final Map<Long, String> names = new HashMap<>();
  private final Map<Long, Location> locations = new HashMap<>();
  private final Set<Long> unknowable = new HashSet<>();
  // Samples that differ in their labels alone share it.
  private final Map<List<Long>, StackTrace> stacks = new HashMap<>();

  /**
   * The tables of a profile.
   *
   * @param go whether Go's profiler is known to have made it; its files tell, too
   * @throws RefusedException if a function or location has no number
   */
  PprofTables(Profile profile, boolean go, SampleCollector collector) {
    this.profile = profile;
    this.collector = collector;
    this.go = go || profile.getStringTableList().stream().anyMatch(text -> text.endsWith(".go"));
    for (Function function : profile.getFunctionList()) {
      functions.put(numbered(function.getId(), "function"), function.getName());
    }
    Set<Long> mappings =
        profile.getMappingList().stream().map(Mapping::getId).collect(Collectors.toSet());
    mappings.add(0L); // a location needs none
    for (Location location : profile.getLocationList()) {
      locations.put(numbered(location.getId(), "location"), location);
      if (!mappings.contains(location.getMappingId())
          || (location.getLineCount() == 0 && location.getAddress() == 0)) {
        unknowable.add(location.getId());
      }
    }
  }

  private static long numbered(long id, String what) {
    if (id == 0) {
      throw RefusedException.malformed("a " + what + " has the id 0");
    }
    return id;
  }

  String string(long index) {
    if (index < 0 || index >= profile.getStringTableCount()) {
      throw RefusedException.malformed(
          "there is no string %d: the table has %d"
              .formatted(index, profile.getStringTableCount()));
    }
    return profile.getStringTable((int) index);
  }

  String type(ValueType type) {
    return type.getType() == 0 ? "" : string(type.getType());
  }

  String unit(ValueType type) {
    return type.getUnit() == 0 ? "" : string(type.getUnit());
  }

  /**
   * Whether it can be told where a sample was taken: a location that has neither functions nor an
   * address, or a mapping that there is not, is nowhere. Pyroscope leaves such samples out.
   */
  boolean isSomewhere(List<Long> locationIds) {
    return unknowable.isEmpty() || Collections.disjoint(unknowable, locationIds);
  }

  /** The stack trace of a sample; locations of which only the address is known are left out. */
  StackTrace stack(List<Long> locationIds) {
    StackTrace known = stacks.get(locationIds);
    if (known == null) {
      known = readStack(locationIds);
      stacks.put(locationIds, known);
    }
    return known;
  }

  /** The locations of each sample. */
  List<List<Long>> stacks() {
    return go
        ? GoStacks.of(profile, GoNames.locations(profile))
        : profile.getSampleList().stream().map(Sample::getLocationIdList).toList();
  }

  private StackTrace readStack(List<Long> locationIds) {
    SampleCollector.Stack stack = collector.stack();
    for (int i = locationIds.size() - 1; i >= 0 && !stack.isFull(); i--) {
      List<Line> lines = known(locations, locationIds.get(i), "location").getLineList();
      // The last line is the function that the others are inlined into.
      for (int line = lines.size() - 1; line >= 0 && !stack.isFull(); line--) {
        long name = known(functions, lines.get(line).getFunctionId(), "function");
        stack.call(names.computeIfAbsent(name, this::functionName));
      }
    }
    return stack.trace();
  }

  private String functionName(long index) {
    return go ? GoNames.withoutTypeParameters(string(index)) : string(index);
  }

  private static <T> T known(Map<Long, T> table, long id, String what) {
    T found = table.get(id);
    if (found == null) {
      throw RefusedException.malformed("there is no " + what + " " + id);
    }
    return found;
  }
}
