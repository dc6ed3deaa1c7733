package dev.spanprofiles.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The CPU time of the JVM's Java threads for each operation; the least of all iterations, as what
 * disturbs one only adds to it. Of the whole process it would be known in steps of 10 ms only.
 */
public final class CpuTimeProfiler implements InternalProfiler {

  static final String LABEL = "cpu.time.norm";

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long before;

  @Override
  public String getDescription() {
    return "CPU time of the Java threads for each operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = cpuNanos();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double nanos = cpuNanos() - before;
    double operations = (double) result.getMetadata().getAllOps() * iteration.getBatchSize();
    return List.of(new ScalarResult(LABEL, nanos / operations, "ns/op", AggregationPolicy.MIN));
  }

  /** Of those that live: JMH's worker does, from the first iteration to the last. */
  private long cpuNanos() {
    return Arrays.stream(threads.getAllThreadIds())
        .map(threads::getThreadCpuTime)
        .filter(nanos -> nanos > 0)
        .sum();
  }
}
