package dev.spanprofiles.stack.viewer.operations;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.OperationSummary;
import dev.spanprofiles.stack.storage.OperationTotals;
import dev.spanprofiles.stack.storage.TypeTotal;
import dev.spanprofiles.stack.viewer.page.Json;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One service and span name.
 *
 * @param totals what its spans have of each profile type
 * @param rate spans a second
 */
record OperationRow(OperationSummary summary, OperationTotals totals, double rate) {

  /** What stands before the figures from samples: whether they are inferred. */
  String about() {
    return totals.inferred() ? "≈ " : "";
  }

  /** CPU time of one span on average, in nanoseconds; empty if it has no samples. */
  OptionalLong cpuNanos() {
    return perSpan(ProfileType.CPU::equals);
  }

  /** What one span allocates on average. */
  OptionalLong allocatedBytes() {
    return perSpan(type -> type.name().equals("memory") && type.sampleUnit().equals("bytes"));
  }

  /** How long one span waits for locks on average, in nanoseconds. */
  OptionalLong lockNanos() {
    return perSpan(
        type ->
            (type.name().equals("mutex") || type.name().equals("block"))
                && type.sampleType().equals("delay"));
  }

  /** Of the CPU time that its service used, 0 to 1; below 0 if it has no samples. */
  double cpuShare() {
    return totals.types().stream()
        .filter(total -> total.type().equals(ProfileType.CPU) && total.serviceValue() > 0)
        .mapToDouble(total -> total.value() / (double) total.serviceValue())
        .findFirst()
        .orElse(-1);
  }

  long cpuSamples() {
    return totals.types().stream()
        .filter(total -> total.type().equals(ProfileType.CPU))
        .mapToLong(TypeTotal::samples)
        .sum();
  }

  double errorShare() {
    return summary.errors() / (double) Math.max(1, summary.spans());
  }

  private OptionalLong perSpan(Predicate<ProfileType> wanted) {
    return totals.types().stream()
        .filter(total -> wanted.test(total.type()))
        .mapToLong(TypeTotal::value)
        .reduce(Long::sum)
        .stream()
        .map(value -> Math.round(value / (double) Math.max(1, summary.spans())))
        .findFirst();
  }

  Map<String, @Nullable Object> json() {
    return Json.object(
        "service", summary.operation().service(),
        "name", summary.operation().name(),
        "spans", summary.spans(),
        "spansPerSecond", rate,
        "errors", summary.errors(),
        "durationNanos",
            Json.object(
                "p50", summary.durations().p50(),
                "p95", summary.durations().p95(),
                "p99", summary.durations().p99()),
        "cpuNanosPerSpan", orNull(cpuNanos()),
        "cpuSamples", cpuSamples(),
        "allocatedBytesPerSpan", orNull(allocatedBytes()),
        "lockWaitNanosPerSpan", orNull(lockNanos()),
        "cpuShareOfService", cpuShare() < 0 ? null : cpuShare(),
        "inferred", totals.inferred());
  }

  private static @Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
