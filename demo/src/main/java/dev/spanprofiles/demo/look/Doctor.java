package dev.spanprofiles.demo.look;

import dev.spanprofiles.demo.stack.EnvFile;
import dev.spanprofiles.demo.stack.Health;
import dev.spanprofiles.demo.stack.Home;
import dev.spanprofiles.demo.stack.Part;
import dev.spanprofiles.demo.stack.Port;
import dev.spanprofiles.demo.stack.Ports;
import dev.spanprofiles.demo.stack.Stack;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
          + "and their images, Grafana's data sources, what was lost, and one order that is "
          + "followed from its trace to its profile, its log lines and metrics.",
      "Ports are read from .env and from variables such as GRAFANA_PORT.",
      ""
    },
    footer = {"", "Exit codes: 0 all is well; 1 something is not; 2 bad option."})
public final class Doctor implements Callable<Integer> {

  /** Nobody waits long for what cannot come: with its last answer, it ends within 15 s. */
  private static final Duration WHILE_SOMETHING_IS_DOWN = Duration.ofSeconds(10);

  @ParentCommand private @Nullable Home demo;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long to wait, in all, for what is on its way while everything answers; "
              + "${DEFAULT-VALUE} by default. While something is down it ends within 15 s.")
  private int patience = 60;

  @Override
  public Integer call() throws InterruptedException {
    Path home = demo == null ? Path.of(".") : demo.home();
    return examine(
            Ports.of(System.getenv()),
            Ports.of(EnvFile.read(home, System.getenv())),
            Containers.of(home),
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
    Patience wait = new Patience(patience, report);
    if (Stack.isEmbedded(embedded)) {
      out.println("The embedded stack of make demo runs. It is examined.");
      examine(Stack.EMBEDDED, embedded, Health.of(Stack.EMBEDDED.parts(), embedded), wait, report);
      report.absent("Grafana, Jaeger, Loki, Prometheus and Alloy: not running here");
      return report.conclude();
    }
    Health health = Health.of(Stack.CONTAINERS.parts(), published);
    if (health.anyReady()) {
      out.println("The stack of containers of make up runs. It is examined.");
      containers.examine(report);
      examine(Stack.CONTAINERS, published, health, wait, report);
    } else {
      containers.examine(report);
      report.bad(
          "Nothing of this project answers on port %d, nor on any other of its ports"
              .formatted(published.get(Port.GRAFANA)),
          "Start it: make up with Docker, make demo without.");
    }
    return report.conclude();
  }

  private static void examine(
      Stack stack, Ports ports, Health health, Patience patience, Report report)
      throws InterruptedException {
    if (health.anyDown()) {
      patience.shorten(WHILE_SOMETHING_IS_DOWN);
    }
    Remedy remedy = new Remedy(stack);
    Set<Part> up = new Listening(ports, remedy, patience, report).examine(health);
    if (up.contains(Part.GRAFANA)) {
      new DataSources(ports.address(Port.GRAFANA), up).examine(report);
    }
    new Losses(ports).examine(up, report);
    new Probe(ports, up, remedy, patience, report).examine(stack);
  }
}
