package dev.spanprofiles.stack.model;

import java.util.List;

/**
 * The functions that were on the stack, the running one first, as profilers give them. Names are
 * those Pyroscope shows for Java: {@code dev/spanprofiles/Example.method}.
 */
public record StackTrace(List<String> functions) {

  public StackTrace {
    functions = List.copyOf(functions);
  }
}
