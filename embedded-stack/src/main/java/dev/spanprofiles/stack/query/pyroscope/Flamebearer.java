package dev.spanprofiles.stack.query.pyroscope;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.wire.pyroscope.FlameGraph;
import dev.spanprofiles.stack.wire.pyroscope.FlameGraphDiff;
import dev.spanprofiles.stack.wire.pyroscope.LabelPair;
import dev.spanprofiles.stack.wire.pyroscope.Level;
import dev.spanprofiles.stack.wire.pyroscope.Point;
import dev.spanprofiles.stack.wire.pyroscope.Series;
import java.util.List;

/**
 * Flame graphs in the JSON that Pyroscope's render pages answer with (its {@code
 * pkg/og/structs/flamebearer}).
 */
record Flamebearer(ProfileType type) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * One flame graph with its timeline.
   *
   * @param groupBy the first of these tells the groups apart; without any there are none
   */
  ObjectNode single(
      FlameGraph graph, Timeline timeline, List<Series> series, List<String> groupBy) {
    ObjectNode profile =
        profile(
            "single",
            graph(
                graph.getNamesList(), graph.getLevelsList(), graph.getTotal(), graph.getMaxSelf()));
    // Of several groups only their own timelines have values, as in Pyroscope.
    profile.set(
        "timeline",
        timeline(timeline, series.size() == 1 ? series.get(0).getPointsList() : List.of()));
    if (!groupBy.isEmpty()) {
      ObjectNode groups = profile.putObject("groups");
      for (Series one : series) {
        groups.set(group(one, groupBy.get(0)), timeline(timeline, one.getPointsList()));
      }
    }
    return profile;
  }

  /** Two of them compared. */
  ObjectNode compared(FlameGraphDiff graph) {
    ObjectNode profile =
        profile(
            "double",
            graph(
                graph.getNamesList(), graph.getLevelsList(), graph.getTotal(), graph.getMaxSelf()));
    putTicks(profile, "leftTicks", graph.getLeftTicks());
    putTicks(profile, "rightTicks", graph.getRightTicks());
    return profile;
  }

  private ObjectNode profile(String format, ObjectNode graph) {
    ObjectNode profile = JSON.objectNode().put("version", 1);
    profile.set("flamebearer", graph);
    profile
        .putObject("metadata")
        .put("format", format)
        .put("spyName", "")
        .put("sampleRate", type.sampleType().equals("cpu") ? 1_000_000_000 : 100)
        .put("units", units())
        .put("name", type.sampleType());
    return profile.putNull("timeline").putNull("groups").putNull("heatmap");
  }

  private String units() {
    return switch (type.sampleType()) {
      case "inuse_objects", "alloc_objects", "goroutine", "samples" -> "objects";
      case "cpu" -> "samples";
      default -> type.sampleUnit();
    };
  }

  private static ObjectNode graph(
      List<String> names, List<Level> levels, long total, long maxSelf) {
    ObjectNode graph = JSON.objectNode();
    ArrayNode nameList = graph.putArray("names");
    names.forEach(nameList::add);
    ArrayNode rows = graph.putArray("levels");
    for (Level level : levels) {
      ArrayNode row = rows.addArray();
      level.getValuesList().forEach(row::add);
    }
    return graph.put("numTicks", total).put("maxSelf", maxSelf);
  }

  private static ObjectNode timeline(Timeline timeline, List<Point> points) {
    ObjectNode drawn = JSON.objectNode().put("startTime", timeline.startSeconds());
    ArrayNode samples = drawn.putArray("samples");
    timeline.values(points).forEach(samples::add);
    return drawn.put("durationDelta", timeline.stepSeconds()).putNull("watermarks");
  }

  private static String group(Series series, String label) {
    return series.getLabelsList().stream()
        .filter(pair -> pair.getName().equals(label))
        .map(LabelPair::getValue)
        .findFirst()
        .orElse("*");
  }

  private static void putTicks(ObjectNode profile, String name, long ticks) {
    if (ticks != 0) {
      profile.put(name, ticks);
    }
  }
}
