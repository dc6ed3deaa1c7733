package dev.spanprofiles.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Looks at everything between an order and its flame graph. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says whether the stack that runs works, and what to do where it does not: ports, containers "
          + "and their images, Grafana's data sources, and one order that is followed from its "
          + "trace to its profile, its log lines and metrics.",
      "Ports are read from .env and from variables such as GRAFANA_PORT.",
      ""
    },
    footer = {"", "Exit codes: 0 all is well; 1 something is not; 2 bad option."})
final class Doctor implements Callable<Integer> {

  @ParentCommand private Demo demo = new Demo();

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long to wait for each thing that is on its way; ${DEFAULT-VALUE} by default.")
  private int patience = 60;

  @Override
  public Integer call() throws InterruptedException {
    return examine(
            Ports.of(System.getenv()),
            Ports.of(EnvFile.read(demo.home(), System.getenv())),
            Containers.of(demo.home()),
            Duration.ofSeconds(patience),
            System.out)
        ? CommandLine.ExitCode.OK
        : CommandLine.ExitCode.SOFTWARE;
  }

  /**
   * Examines the embedded stack if it runs, else the containers.
   *
   * @param embedded where the former would be
   * @param published where the latter would be
   * @return whether all is well
   */
  static boolean examine(
      Ports embedded, Ports published, Containers containers, Duration patience, PrintStream out)
      throws InterruptedException {
    Report report = new Report(out);
    if (Stack.isEmbedded(embedded)) {
      out.println("The embedded stack of make demo runs. It is examined.");
      examine(Stack.EMBEDDED, embedded, report, patience);
      report.absent("Grafana, Jaeger, Loki, Prometheus and Alloy: not running here");
    } else if (Stack.hasContainers(published)) {
      out.println("The stack of containers of make up runs. It is examined.");
      containers.examine(report);
      examine(Stack.CONTAINERS, published, report, patience);
    } else {
      containers.examine(report);
      report.bad(
          "Nothing of this project answers on port %d, nor on any other of its ports"
              .formatted(published.get(Port.GRAFANA)),
          "Start it: make up with Docker, make demo without.");
    }
    return report.conclude();
  }

  private static void examine(Stack stack, Ports ports, Report report, Duration patience)
      throws InterruptedException {
    Remedy remedy = new Remedy(stack);
    Patience wait = new Patience(patience, report);
    Set<Part> up = ports(stack, ports, remedy, wait);
    if (up.contains(Part.GRAFANA)) {
      new DataSources(ports.address(Port.GRAFANA)).examine(report);
    }
    new Probe(ports, up, remedy, wait, report).examine(stack);
  }

  private static Set<Part> ports(Stack stack, Ports ports, Remedy remedy, Patience patience)
      throws InterruptedException {
    Report report = patience.report();
    report.title("Ports");
    Set<Part> up = EnumSet.noneOf(Part.class);
    for (Part part : stack.parts()) {
      Optional<String> problem = problem(part, ports, patience);
      if (problem.isEmpty()) {
        up.add(part);
        report.good("%s answers on %d".formatted(part.title(), ports.get(part.port())));
      } else {
        report.bad(
            "%s, %s: %s".formatted(part.title(), part.ready(ports), problem.get()),
            remedy.start(part));
      }
    }
    return up;
  }

  /** What has just been started listens, but is not ready: that is waited for. */
  private static Optional<String> problem(Part part, Ports ports, Patience patience)
      throws InterruptedException {
    patience.await(
        part.title() + " is not ready",
        () ->
            Http.problem(part.ready(ports))
                    .filter(problem -> !problem.equals(Http.NOTHING_LISTENS))
                    .isPresent()
                ? Optional.empty()
                : Optional.of(part));
    return Http.problem(part.ready(ports));
  }
}
