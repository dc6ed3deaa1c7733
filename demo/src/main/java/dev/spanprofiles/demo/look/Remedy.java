package dev.spanprofiles.demo.look;

import dev.spanprofiles.demo.stack.Part;
import dev.spanprofiles.demo.stack.Stack;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What to do, in commands of the stack that runs. */
record Remedy(Stack stack) {

  /** For a part that does not answer. */
  String start(Part part) {
    return switch (stack) {
      case CONTAINERS ->
          "Start it: bin/compose up -d %s. Why it stopped: bin/compose logs --tail 50 %s"
              .formatted(part.service(), part.service());
      case EMBEDDED -> "Stop make demo and start it again; KEEP=1 make demo keeps its logs.";
    };
  }

  /** For parts that have a reason in their logs. */
  String logs(Part... parts) {
    return switch (stack) {
      case CONTAINERS ->
          "See bin/compose logs --tail 50 "
              + Arrays.stream(parts).map(Part::service).collect(Collectors.joining(" "));
      case EMBEDDED -> "See the logs whose folder make demo printed.";
    };
  }
}
