package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.wire.pprof.Profile;
import java.util.List;
import java.util.Map;

/** What an uploaded profile is called, as Pyroscope guesses it from its sample types. */
final class PprofName {

  /** The names that Pyroscope shows for the sample types of Go, where they differ. */
  static final Map<String, String> GO =
      Map.of(
          "samples", "cpu",
          "goroutine", "goroutines",
          "contentions", "mutex_count",
          "delay", "mutex_duration");

  private PprofName() {}

  /**
   * The name.
   *
   * @param displayNames by sample type, empty where it is the same
   * @throws RefusedException if its sample types are not among its strings
   */
  static String of(Profile profile, Map<String, String> displayNames) {
    List<String> types =
        profile.getSampleTypeList().stream().map(type -> text(profile, type.getType())).toList();
    if (types.contains("wall")) {
      return "wall";
    }
    String last = "";
    for (String type : types) {
      String shown = displayNames.getOrDefault(type, "");
      last = shown.isEmpty() ? type : shown;
      String known = known(last);
      if (!known.isEmpty()) {
        return known;
      }
    }
    return last;
  }

  private static String known(String type) {
    if (type.contains("cpu")) {
      return "process_cpu";
    } else if (type.contains("alloc_")
        || type.contains("inuse_")
        || type.equals("space")
        || type.equals("objects")) {
      return "memory";
    } else if (type.contains("mutex_")) {
      return "mutex";
    } else if (type.contains("block_")) {
      return "block";
    }
    return type.contains("goroutines") ? "goroutines" : "";
  }

  private static String text(Profile profile, long index) {
    if (index < 0 || index >= profile.getStringTableCount()) {
      throw RefusedException.malformed("a sample type is not among the strings: " + index);
    }
    return profile.getStringTable((int) index);
  }
}
