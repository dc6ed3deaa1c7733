package dev.spanprofiles.stack.viewer.time;

import dev.spanprofiles.stack.flamegraph.FrameName;
import dev.spanprofiles.stack.sets.TimeAccount;
import dev.spanprofiles.stack.sets.TimePart;
import dev.spanprofiles.stack.sets.TimePart.Kind;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.viewer.page.Format;
import dev.spanprofiles.stack.viewer.page.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An account of time in words and in JSON. */
public final class TimeText {

  private static final int MAX_STACKS = 5;
  private static final int MAX_CALLERS = 2;

  private TimeText() {}

  /** {@code timeParts} of a page's JSON. */
  public static List<Map<String, @Nullable Object>> json(TimeAccount account) {
    return account.parts().stream()
        .map(
            part ->
                Json.object(
                    "part", part.kind().id(),
                    "nanosPerSpan", Math.round(account.nanosPerSpan(part.kind())),
                    "from", part.from(),
                    "setting", part.setting().orElse(null)))
        .toList();
  }

  /** A part as a piece of a bar, where and how long in percent of it. */
  public record Slice(Kind kind, String left, String width) {}

  /** The parts that there are, side by side. */
  public static List<Slice> bar(TimeAccount account) {
    List<Slice> slices = new ArrayList<>();
    double left = 0;
    for (TimePart part : account.parts()) {
      double share = account.share(part.kind());
      if (share > 0) {
        slices.add(new Slice(part.kind(), Format.svgPercent(left), Format.svgPercent(share)));
      }
      left += share;
    }
    return slices;
  }

  /**
   * A stack in two lines.
   *
   * @param place the innermost function that is no part of the JDK or of the system
   * @param callers those that called it
   */
  public record Stack(String place, String callers, long nanos) {}

  /** The heaviest stacks behind a part. */
  public static List<Stack> top(TimePart part) {
    return part.stacks().stream().limit(MAX_STACKS).map(TimeText::stack).toList();
  }

  private static Stack stack(StackTotal total) {
    List<String> functions = total.stackTrace().functions();
    int place = 0;
    while (place < functions.size() - 1 && isPlatform(functions.get(place))) {
      place++;
    }
    List<String> callers =
        functions.stream().skip(place + 1L).limit(MAX_CALLERS).map(FrameName::readable).toList();
    return new Stack(
        functions.isEmpty() ? "" : FrameName.readable(functions.get(place)),
        String.join(" ← ", callers),
        total.value());
  }

  private static boolean isPlatform(String function) {
    return function.startsWith("java/")
        || function.startsWith("jdk/")
        || function.startsWith("sun/")
        || function.startsWith(".")
        || function.contains(".so");
  }
}
