package dev.spanprofiles.demo;

import dev.spanprofiles.demo.launch.Launch;
import dev.spanprofiles.demo.launch.Preparation;
import dev.spanprofiles.demo.look.Doctor;
import dev.spanprofiles.demo.look.Links;
import dev.spanprofiles.demo.stack.DemoException;
import dev.spanprofiles.demo.stack.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command line: starts the embedded stack, the load generator and three regions, each a JVM of
 * its own, and stops them all when it ends, however it ends.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    subcommands = {Preparation.class, Links.class, Doctor.class},
    sortOptions = false,
    description = {
      "From a ride-share request to its flame graph, with no Docker.",
      "Ends with Ctrl-C, with its terminal, with its parent process, or after --duration.",
      ""
    },
    versionProvider = Demo.Version.class,
    footer = {
      "",
      "Ports are changed by environment variables: VIEWER_PORT (3000), TEMPO_PORT (3200),"
          + " PYROSCOPE_PORT (4040), OTLP_PORT (4318), OTLP_GRPC_PORT (4317), LOAD_GENERATOR_PORT"
          + " (5000), US_EAST_PORT (5001), EU_NORTH_PORT (5002), AP_SOUTH_PORT (5003). The services"
          + " read theirs, too, such as TRAFFIC_RATE; see"
          + " rideshare-java/src/main/resources/application.yaml.",
      "Exit codes: 0 well; 1 something did not start, died or showed no flame graph; 2 bad option."
    })
public final class Demo implements Callable<Integer>, Home {

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      defaultValue = "${env:DURATION}",
      description = "Stop after that time, once all is up, with a summary; or DURATION=SECONDS.")
  private @Nullable Integer duration;

  @Option(names = "--keep", description = "Keep data and logs at the end; or make demo KEEP=1.")
  private boolean keep;

  @Option(
      names = "--workshop",
      description =
          "Serve the chapters of the folder “workshop” at /workshop, and nothing goes wrong yet.")
  private boolean workshop;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Store data and logs there, and keep them.")
  private @Nullable Path data;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The root of the project, where the programs were built; here if not given.")
  private Path home = Path.of(".");

  /** The build's version, as the manifest of the jar has it. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"demo " + Demo.class.getPackage().getImplementationVersion()};
    }
  }

  /** Runs the command line; see {@code --help}. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Demo())
            .setExecutionExceptionHandler(
                (e, commandLine, parsed) -> {
                  if (e instanceof DemoException) {
                    commandLine.getErr().println(e.getMessage());
                  } else if (!(e instanceof InterruptedException)) { // told to stop: no news
                    throw e;
                  }
                  return CommandLine.ExitCode.SOFTWARE;
                })
            .execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (duration != null && duration < 0) {
      throw new DemoException("DURATION is %d: give seconds, 0 or more.".formatted(duration));
    }
    return Launch.run(
        home, data, keep, workshop, duration == null ? null : Duration.ofSeconds(duration));
  }

  @Override
  public Path home() {
    return home;
  }
}
