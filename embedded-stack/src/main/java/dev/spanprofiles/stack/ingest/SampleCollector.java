package dev.spanprofiles.stack.ingest;

import static java.util.Comparator.comparingLong;

import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.ProfileId;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.StackTrace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is read of one request's profiles, within their limits. */
public final class SampleCollector {

  /** Names that begin so are the server's own, such as {@code __name__} and {@code __delta__}. */
  private static final String PRIVATE = "__";

  /** About what an object or an element of a list takes besides its text. */
  private static final int OVERHEAD_BYTES = 16;

  private static final int SAMPLE_BYTES = 64;

  private final ProfileLimits limits;
  private final List<Sample> samples = new ArrayList<>();
  private long unfoldedBytes;
  private long profileId = ProfileId.random();

  public SampleCollector(ProfileLimits limits) {
    this.limits = limits;
  }

  /** A stack trace, begun with its outermost function. */
  public final class Stack {
    private final List<String> functions = new ArrayList<>();

    private Stack() {}

    /** Whether it is as deep as one may be; further calls are left out. */
    public boolean isFull() {
      return functions.size() == limits.maxDepth();
    }

    /**
     * Adds what the last function called.
     *
     * @throws RefusedException if the request comes to too much
     */
    public void call(String function) {
      if (!isFull()) {
        charge(OVERHEAD_BYTES + function.length());
        functions.add(function);
      }
    }

    /** The running function first. */
    public StackTrace trace() {
      Collections.reverse(functions);
      return new StackTrace(functions);
    }
  }

  /** Begins a stack trace. */
  public Stack stack() {
    charge(OVERHEAD_BYTES);
    return new Stack();
  }

  /**
   * A label set, without empty values and the names that are Pyroscope's own.
   *
   * @throws RefusedException if there are too many, or the request comes to too much
   */
  public Labels labels(Map<String, String> all) {
    Map<String, String> labels = new TreeMap<>();
    all.forEach(
        (name, value) -> {
          if (!name.isEmpty() && !value.isEmpty() && !name.startsWith(PRIVATE)) {
            charge(OVERHEAD_BYTES + name.length() + value.length());
            labels.put(name, value);
          }
        });
    if (labels.size() > limits.maxLabels()) {
      throw RefusedException.malformed(
          "a series has %d labels, the limit is %d".formatted(labels.size(), limits.maxLabels()));
    }
    return Labels.of(labels);
  }

  /**
   * A profile type.
   *
   * @throws RefusedException if a part of it cannot stand in a profile type's name
   */
  public static ProfileType type(
      String name, String sampleType, String sampleUnit, String periodType, String periodUnit) {
    try {
      return new ProfileType(name, sampleType, sampleUnit, periodType, periodUnit);
    } catch (IllegalArgumentException e) {
      throw RefusedException.malformed(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Adds a sample, unless its value is none: zero, or less as clocks make it.
   *
   * @throws RefusedException if its time cannot be, or the request comes to too much
   */
  public void add(Sample sample) {
    if (sample.timeNanos() < 0) {
      throw RefusedException.malformed("a sample has a time before 1970 or after the year 2262");
    }
    if (sample.value() > 0) {
      charge(SAMPLE_BYTES + sample.thread().name().length());
      samples.add(sample);
    }
  }

  /** Of the profile whose samples are being added. */
  public long profileId() {
    return profileId;
  }

  /**
   * Adds the samples of a profile: those that are added otherwise are of one profile together.
   *
   * @throws RefusedException as the action does; none of them stays
   */
  public void addProfile(Runnable action) {
    int before = samples.size();
    profileId = ProfileId.random();
    try {
      action.run();
    } catch (RefusedException e) {
      samples.subList(before, samples.size()).clear();
      throw e;
    }
  }

  /** By time. */
  public List<Sample> samples() {
    samples.sort(comparingLong(Sample::timeNanos));
    return samples;
  }

  private void charge(long bytes) {
    unfoldedBytes += bytes;
    if (unfoldedBytes > limits.maxUnfoldedBytes()) {
      throw RefusedException.tooLarge(
          "the profiles come to more than %d bytes when their stack traces are written out"
              .formatted(limits.maxUnfoldedBytes()));
    }
  }
}
