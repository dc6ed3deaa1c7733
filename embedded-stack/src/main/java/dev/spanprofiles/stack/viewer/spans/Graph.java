package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.flamegraph.FlameGraphShape;
import dev.spanprofiles.stack.flamegraph.FlameGraphShape.Measures;
import dev.spanprofiles.stack.model.ProfileType;

/**
 * A flame graph as a page shows it in a frame.
 *
 * @param address of the page around it, with the type of the graph
 */
record Graph(SetAddress address, ProfileType type, Measures measures) {

  /** Of the graph alone. */
  String source() {
    return address.graph();
  }

  /** Of its frame, in pixels. */
  int height() {
    return measures.height() + SetFinder.GRAPH_MARGIN;
  }

  FlameGraphShape shape() {
    return address.shape();
  }

  /** The page with or without the outermost frames that all samples share. */
  String withStem(boolean stem) {
    return address.with(new FlameGraphShape(stem)).address() + "#flame-graph";
  }
}
