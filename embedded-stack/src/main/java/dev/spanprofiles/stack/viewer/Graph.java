package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.flamegraph.FlameGraphShape;
import dev.spanprofiles.stack.flamegraph.FlameGraphShape.Measures;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import java.util.List;

/**
 * A flame graph as a page shows it in a frame.
 *
 * @param page address of the page around it, without a query string
 * @param source address of the graph itself, without a query string
 * @param total in the type's unit
 * @param samples how many samples it was summed from
 */
record Graph(
    String page,
    String source,
    ProfileType type,
    FlameGraphShape shape,
    Measures measures,
    long total,
    long samples) {

  static Graph of(
      String page,
      String source,
      ProfileType type,
      FlameGraphShape shape,
      List<StackTotal> stacks) {
    return new Graph(
        page,
        source,
        type,
        shape,
        shape.measure(stacks),
        stacks.stream().mapToLong(StackTotal::value).sum(),
        stacks.stream().mapToLong(StackTotal::samples).sum());
  }

  String address() {
    return source + Address.query(type, shape);
  }

  /** The page with another profile type. */
  String with(ProfileType other) {
    return page + Address.query(other, shape);
  }

  /** The page with or without the outermost frames that all samples share. */
  String with(FlameGraphShape other) {
    return page + Address.query(type, other);
  }
}
