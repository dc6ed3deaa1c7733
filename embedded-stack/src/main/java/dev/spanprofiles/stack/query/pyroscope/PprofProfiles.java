package dev.spanprofiles.stack.query.pyroscope;

import dev.spanprofiles.stack.flamegraph.FlameTree;
import dev.spanprofiles.stack.flamegraph.Pprof;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.wire.pprof.Function;
import dev.spanprofiles.stack.wire.pprof.Profile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Profiles in pprof's form, with what Pyroscope says of them (its {@code pkg/pprof/pprof.go}). */
final class PprofProfiles {

  private PprofProfiles() {}

  /**
   * Where no series was found, Pyroscope's profile has not even a type; where the series has none
   * of the spans wanted, it has a type and no samples.
   */
  static Profile of(ProfileQuery query, List<StackTotal> stacks) {
    if (stacks.isEmpty() && query.spanIds().isEmpty() && query.traceIds().isEmpty()) {
      return Profile.getDefaultInstance();
    }
    Profile.Builder profile = Pprof.of(query.type(), query.range(), stacks).toBuilder();
    // Names as they were sent, which is how every other call of this API gives them.
    for (Function.Builder function : profile.getFunctionBuilderList()) {
      function.setName(function.getSystemName()).clearSystemName();
    }
    // The last millisecond asked for is in the range.
    return profile
        .setTimeNanos(query.range().endNanos() - TimeUnit.MILLISECONDS.toNanos(1))
        .clearDurationNanos()
        .setDefaultSampleType(profile.getSampleType(0).getType())
        .setPeriod(period(query.type().name()))
        .build();
  }

  /** What Pyroscope takes for the profiler's interval, as no profile type names one. */
  private static long period(String profileName) {
    return switch (profileName) {
      case "process_cpu" -> 1_000_000_000;
      case "memory" -> 512 * 1024;
      default -> 1;
    };
  }

  /** One stack trace for each function with a value of its own; a tree counts no samples. */
  static List<StackTotal> stacks(FlameTree tree) {
    List<StackTotal> stacks = new ArrayList<>();
    tree.root().children().forEach(child -> collect(child, new ArrayDeque<>(), stacks));
    return stacks;
  }

  private static void collect(FlameTree.Node node, Deque<String> path, List<StackTotal> stacks) {
    path.push(node.name());
    if (node.self() > 0) {
      stacks.add(new StackTotal(new StackTrace(List.copyOf(path)), node.self(), 0));
    }
    node.children().forEach(child -> collect(child, path, stacks));
    path.pop();
  }

  /**
   * Stack traces for Go's compiler, which looks at the innermost functions alone.
   *
   * @param keep how many functions stay of each; 0 for all
   */
  static List<StackTotal> innermost(List<StackTotal> stacks, int keep) {
    Map<StackTrace, StackTotal> kept = new LinkedHashMap<>();
    for (StackTotal stack : stacks) {
      List<String> functions = stack.stackTrace().functions();
      int end = keep > 0 ? Math.min(keep, functions.size()) : functions.size();
      StackTrace trace = new StackTrace(functions.subList(0, end));
      kept.merge(
          trace,
          new StackTotal(trace, stack.value(), stack.samples()),
          (a, b) -> new StackTotal(trace, a.value() + b.value(), a.samples() + b.samples()));
    }
    return List.copyOf(kept.values());
  }
}
