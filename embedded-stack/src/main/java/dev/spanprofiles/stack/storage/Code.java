package dev.spanprofiles.stack.storage;

import java.util.List;

/** A place in a flame graph. Names are as in {@link dev.spanprofiles.stack.model.StackTrace}. */
public sealed interface Code {

  /** Wherever the function is on the stack. */
  record Function(String name) implements Code {}

  /**
   * Where these functions are on the stack from its bottom on: one frame of a flame graph.
   *
   * @param functions the outermost first
   */
  record Path(List<String> functions) implements Code {
    public Path {
      functions = List.copyOf(functions);
    }
  }
}
