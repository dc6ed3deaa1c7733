package dev.spanprofiles.benchmarks;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link SpanProfilesBenchmark} with each variant; takes JMH's command line options. Its table
 * is of CPU time, which a busy machine disturbs far less than JMH's own time on the wall.
 */
public final class SpanProfilesBenchmarks {

  private SpanProfilesBenchmarks() {}

  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    Map<String, List<String>> rows = new TreeMap<>();
    var commandLine = new CommandLineOptions(args);
    String include =
        commandLine.getIncludes().isEmpty()
            ? SpanProfilesBenchmark.class.getName()
            : String.join("|", commandLine.getIncludes());
    String classPath = System.getProperty("java.class.path");
    List<Variant> variants = Variant.present();
    for (Variant variant : variants) {
      // What JMH forks with: a -cp among the JVM's arguments would be overridden.
      System.setProperty("java.class.path", variant.classPath(classPath));
      var options =
          new OptionsBuilder()
              .parent(commandLine)
              .include(include)
              .addProfiler(GCProfiler.class)
              .addProfiler(CpuTimeProfiler.class)
              .jvmArgsAppend(variant.jvmArguments())
              .build();
      for (RunResult result : new Runner(options).run()) {
        rows.computeIfAbsent(result.getPrimaryResult().getLabel(), name -> new ArrayList<>())
            .add(cell(result));
      }
    }
    System.out.println(
        variants.stream().map(Variant::toString).collect(joining(" | ", "| | ", " |")));
    System.out.println("|---|" + "--:|".repeat(variants.size()));
    rows.forEach(
        (name, cells) ->
            System.out.println("| " + name + " | " + String.join(" | ", cells) + " |"));
  }

  private static String cell(RunResult result) {
    return String.format(
        Locale.ROOT,
        "%.1f ns, %.0f B",
        secondary(result, CpuTimeProfiler.LABEL),
        secondary(result, "gc.alloc.rate.norm") / SpanProfilesBenchmark.BATCH);
  }

  private static double secondary(RunResult result, String label) {
    return Objects.requireNonNull(result.getSecondaryResults().get(label)).getScore();
  }
}
