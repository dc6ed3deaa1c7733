package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.wire.pprof.Profile;
import dev.spanprofiles.stack.wire.pprof.Sample;
import dev.spanprofiles.stack.wire.pprof.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Go's profiler cuts the outermost functions off deep stack traces: of heap profiles beyond 32
 * before Go 1.23, of CPU profiles beyond 64. What is cut off one may stand on another, which shares
 * functions with it; it is put back by the rules of Pyroscope 2.2 ({@code
 * pkg/pprof/fix_go_truncated.go}). Stack traces here are ids of locations, the outermost last.
 */
final class GoStacks {

  private static final int LONGEST_CHAIN = 56;
  private static final int HEAP_DEPTH = 32;
  private static final int CPU_DEPTH = 64;

  /** Some are cut a little earlier. */
  private static final int EARLIER = 4;

  /** Pyroscope takes no profile that has more. */
  private static final int MAX_SAMPLES = 16_000;

  private static final Set<String> HEAP =
      Set.of("alloc_objects", "alloc_space", "inuse_objects", "inuse_space");

  /**
   * Where more of a stack trace stands.
   *
   * @param group of stack traces that have it
   * @param more how many locations there are beyond those shared; 0 where there is nothing
   */
  private record Reference(int group, int more) {}

  private final List<DeepStack> stacks;

  /** Where those of the same outermost locations begin. */
  private final List<Integer> groups = new ArrayList<>();

  private GoStacks(List<DeepStack> deep) {
    this.stacks = deep.stream().sorted().toList();
    for (int i = 0; i < stacks.size(); i++) {
      if (i == 0 || stacks.get(i).compareTo(stacks.get(i - 1)) != 0) {
        groups.add(i);
      }
    }
  }

  /**
   * The stack traces of a profile's samples, mended where they may be cut.
   *
   * @param locations the number of each location by its id; those that are the same share one
   */
  static List<List<Long>> of(Profile profile, Map<Long, Long> locations) {
    List<List<Long>> all =
        new ArrayList<>(profile.getSampleList().stream().map(Sample::getLocationIdList).toList());
    if (mayBeCut(profile)) {
      List<DeepStack> deep = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).size() >= DeepStack.SUFFIX) {
          DeepStack stack = new DeepStack(all.get(i), locations);
          all.set(i, stack);
          deep.add(stack);
        }
      }
      new GoStacks(deep).mend();
    }
    return all;
  }

  private static boolean mayBeCut(Profile profile) {
    if (profile.getSampleCount() > MAX_SAMPLES) {
      return false;
    }
    List<String> types =
        profile.getSampleTypeList().stream().map(type -> name(profile, type)).toList();
    int deepest =
        profile.getSampleList().stream().mapToInt(Sample::getLocationIdCount).max().orElse(0);
    if (types.stream().anyMatch(HEAP::contains)) {
      return deepest >= HEAP_DEPTH - EARLIER && deepest <= HEAP_DEPTH;
    }
    return types.contains("cpu") && deepest >= CPU_DEPTH - EARLIER;
  }

  private static String name(Profile profile, ValueType type) {
    boolean known = type.getType() >= 0 && type.getType() < profile.getStringTableCount();
    return known ? profile.getStringTable((int) type.getType()) : "";
  }

  private void mend() {
    List<Reference> references = references();
    for (int group = 0; group < groups.size(); group++) {
      Reference last = references.get(group);
      int more = last.more();
      for (int chain = 1; references.get(last.group()).more() > 0; chain++) {
        if (chain == LONGEST_CHAIN) {
          return; // deep recursion: its calls cannot be told apart
        }
        last = references.get(last.group());
        more += last.more();
      }
      List<Long> from = first(last.group());
      if (more > 0 && more < from.size()) {
        List<Long> missing = List.copyOf(from.subList(from.size() - more, from.size()));
        stacks
            .subList(groups.get(group), Math.max(groups.get(group), end(group)))
            .forEach(stack -> stack.append(missing));
      }
    }
  }

  /** Of each group where most of what may be cut off it stands. */
  private List<Reference> references() {
    Map<List<Long>, Reference> furthest = new HashMap<>();
    for (int group = 0; group < groups.size(); group++) {
      for (int more = 1; more <= DeepStack.TOKENS && end(group) > groups.get(group); more++) {
        List<Long> token = first(group).token(more);
        Reference known = furthest.get(token);
        if (known == null || more > known.more()) {
          furthest.put(token, new Reference(group, more));
        }
      }
    }
    List<Reference> references = new ArrayList<>();
    for (int group = 0; group < groups.size(); group++) {
      Reference found = furthest.get(first(group).token(0));
      boolean whole = found == null || found.group() == group;
      references.add(whole ? new Reference(group, 0) : found);
    }
    return references;
  }

  private DeepStack first(int group) {
    return stacks.get(groups.get(group));
  }

  /** Of the last group Pyroscope sees as many stack traces as there are groups, if there are. */
  private int end(int group) {
    return group < groups.size() - 1 ? groups.get(group + 1) : groups.size();
  }
}
