package dev.spanprofiles.stack;

import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.ProfileLimits;
import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import dev.spanprofiles.stack.workshop.WorkshopException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "embedded-stack",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    showDefaultValues = true,
    defaultValueProvider = Main.Environment.class,
    description = {
      "Takes traces, logs and profiles, and shows the flame graph of a span. One process, no"
          + " Docker.",
      ""
    },
    footer = {
      "",
      "Each option can be given as an environment variable too: EMBEDDED_STACK_OTLP_PORT for"
          + " --otlp-port.",
      "It ends with SIGTERM or Ctrl-C; exit code 1 means it could not start, 2 wrong options."
    })
public final class Main implements Callable<Integer> {

  private static final long MEBIBYTE = 1024 * 1024;

  /** A hundred years: nanoseconds since 1970 go back no further than three hundred. */
  private static final long MAX_RETENTION_HOURS = 876_000;

  /** Has the defaults. */
  private static final StoreSettings STORE = StoreSettings.in(Path.of("data"));

  /** Twice that is the largest Java array. */
  private static final int MAX_BODY_MIB = 1000;

  @Option(names = "--data", paramLabel = "DIR", description = "Where to store.")
  private Path data = STORE.directory();

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "The address to listen on. Nobody is asked for a password: keep to loopback.")
  private String bind = "127.0.0.1";

  @Option(
      names = "--allowed-hosts",
      paramLabel = "NAME",
      split = ",",
      description =
          "Names it is reached by, beside localhost and the address above; requests for others are"
              + " refused.")
  private List<String> allowedHosts = List.of();

  @Option(
      names = "--otlp-port",
      paramLabel = "PORT",
      description = "OTLP/HTTP. 0 is any free port, as for the others.")
  private int otlpPort = StackSettings.Ports.DEFAULT.otlp();

  @Option(names = "--otlp-grpc-port", paramLabel = "PORT", description = "OTLP/gRPC.")
  private int otlpGrpcPort = StackSettings.Ports.DEFAULT.otlpGrpc();

  @Option(
      names = "--pyroscope-port",
      paramLabel = "PORT",
      description = "Pyroscope: /ingest and the query API.")
  private int pyroscopePort = StackSettings.Ports.DEFAULT.pyroscope();

  @Option(names = "--tempo-port", paramLabel = "PORT", description = "Tempo: the query API.")
  private int tempoPort = StackSettings.Ports.DEFAULT.tempo();

  @Option(names = "--viewer-port", paramLabel = "PORT", description = "The pages.")
  private int viewerPort = StackSettings.Ports.DEFAULT.viewer();

  @Option(names = "--retention-hours", paramLabel = "N", description = "What is older is deleted.")
  private long retentionHours = STORE.maxAge().toHours();

  @Option(
      names = "--retention-mib",
      paramLabel = "N",
      description = "The oldest is deleted while more is on disk.")
  private long retentionMib = STORE.maxBytes() / MEBIBYTE;

  @Option(
      names = "--reserve-mib",
      paramLabel = "N",
      description =
          "Kept free on the disk, or half of what is stored if that is less; nothing is taken in"
              + " beyond that.")
  private long reserveMib = STORE.reserveBytes() / MEBIBYTE;

  @Option(
      names = "--memory-mib",
      paramLabel = "N",
      description = "For the database's buffers, beside the Java heap.")
  private long memoryMib = STORE.memoryBytes() / MEBIBYTE;

  @Option(
      names = "--max-body-mib",
      paramLabel = "N",
      description = "The largest request; twice that when decompressed.")
  private long maxBodyMib = IngestLimits.DEFAULT.maxBodyBytes() / MEBIBYTE;

  @Option(
      names = "--max-profile-mib",
      paramLabel = "N",
      description = "What the profiles of a request may come to with all stack traces written out.")
  private long maxProfileMib = ProfileLimits.DEFAULT.maxUnfoldedBytes() / MEBIBYTE;

  @Option(
      names = "--max-stack-depth",
      paramLabel = "N",
      description = "Functions of a stack trace; the outermost are kept.")
  private int maxStackDepth = ProfileLimits.DEFAULT.maxDepth();

  @Option(
      names = "--max-labels",
      paramLabel = "N",
      description = "Labels of a profile's series; those with more are refused.")
  private int maxLabels = ProfileLimits.DEFAULT.maxLabels();

  @Option(
      names = "--max-waiting-rows",
      paramLabel = "N",
      description = "Spans, logs and samples that may wait to be written; more is refused as busy.")
  private int maxWaitingRows = STORE.maxWaitingRows();

  @Option(
      names = "--max-queries",
      paramLabel = "N",
      description = "Queries that run at the same time.")
  private int maxQueries = STORE.maxReads();

  @Option(
      names = "--max-set-spans",
      paramLabel = "N",
      description = "Spans of a set that a page looks into.")
  private long maxSetSpans = ViewerSettings.DEFAULT.maxSpans();

  @Option(
      names = "--max-range-days",
      paramLabel = "N",
      description = "The longest time range of a page about spans.")
  private long maxRangeDays = ViewerSettings.DEFAULT.longestRange().toDays();

  @Option(
      names = "--max-time-samples",
      paramLabel = "N",
      description = "Samples of a set whose order is looked at to say where its time went.")
  private int maxTimeSamples = STORE.maxOrderedSamples();

  @Option(
      names = "--max-file-spans",
      paramLabel = "N",
      description = "Spans whose timeline and flame graph are in the file of a trace.")
  private int maxFileSpans = ViewerSettings.DEFAULT.maxFileSpans();

  @Option(
      names = "--workshop",
      paramLabel = "DIR",
      description = "Serve the chapters in it at /workshop of the pages.")
  private @Nullable Path workshop;

  @Option(
      names = "--workshop-service",
      paramLabel = "NAME=URL",
      description = "Where chapters find a service that they switch; can be given several times.")
  private Map<String, URI> workshopServices = Map.of();

  @Spec private @Nullable CommandSpec command;

  /** {@code EMBEDDED_STACK_} and the option's name in capitals. */
  static final class Environment implements CommandLine.IDefaultValueProvider {
    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
      return argument instanceof OptionSpec option
          ? System.getenv(
              "EMBEDDED_STACK_"
                  + option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT))
          : null;
    }
  }

  /** The build's version, as the manifest of the jar has it. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"embedded-stack " + Main.class.getPackage().getImplementationVersion()};
    }
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    checkOptions();
    EmbeddedStack stack;
    try {
      stack = EmbeddedStack.start(settings());
    } catch (StartException | StorageException | WorkshopException e) {
      System.err.println("embedded-stack: " + e.getMessage());
      return 1;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "shutdown"));
    System.out.printf(
        "embedded-stack is ready: viewer %s, OTLP %s and (gRPC) %s, Pyroscope %s, Tempo %s, data in"
            + " %s%n",
        stack.viewer(),
        stack.otlp(),
        stack.otlpGrpc(),
        stack.pyroscope(),
        stack.tempo(),
        data.toAbsolutePath());
    new CountDownLatch(1).await(); // until a signal ends the process
    return 0;
  }

  private void checkOptions() {
    IntStream.of(otlpPort, otlpGrpcPort, pyroscopePort, tempoPort, viewerPort)
        .forEach(port -> check(port >= 0 && port <= 65_535, "a port is from 0 to 65535", port));
    LongStream.of(
            retentionHours,
            retentionMib,
            reserveMib,
            memoryMib,
            maxBodyMib,
            maxProfileMib,
            maxStackDepth,
            maxLabels,
            maxWaitingRows,
            maxQueries,
            maxSetSpans,
            maxRangeDays,
            maxTimeSamples,
            maxFileSpans)
        .forEach(
            number ->
                check(
                    number > 0 && number <= Integer.MAX_VALUE,
                    "a limit is from 1 to " + Integer.MAX_VALUE,
                    number));
    check(
        retentionHours <= MAX_RETENTION_HOURS,
        "data is kept for at most " + MAX_RETENTION_HOURS + " hours",
        retentionHours);
    check(maxBodyMib <= MAX_BODY_MIB, "a body is at most " + MAX_BODY_MIB + " MiB", maxBodyMib);
  }

  private void check(boolean good, String rule, long value) {
    if (!good) {
      throw new CommandLine.ParameterException(
          Objects.requireNonNull(command).commandLine(), rule + ": " + value);
    }
  }

  private StackSettings settings() {
    StoreSettings store =
        StoreSettings.in(data)
            .withMemoryBytes(memoryMib * MEBIBYTE)
            .withReserveBytes(reserveMib * MEBIBYTE)
            .withMaxWaitingRows(maxWaitingRows)
            .withReads(maxQueries, STORE.readTimeout())
            .withMaxOrderedSamples(maxTimeSamples)
            .withRetention(
                Duration.ofHours(retentionHours), retentionMib * MEBIBYTE, Duration.ofMinutes(1));
    int maxBodyBytes = Math.toIntExact(maxBodyMib * MEBIBYTE);
    IngestLimits limits =
        new IngestLimits(
            maxBodyBytes,
            2 * maxBodyBytes,
            IngestLimits.DEFAULT.maxConcurrent(),
            new ProfileLimits(maxProfileMib * MEBIBYTE, maxStackDepth, maxLabels));
    return new StackSettings(
        store,
        limits,
        ViewerSettings.DEFAULT
            .within(maxSetSpans, Duration.ofDays(maxRangeDays))
            .withFileSpans(maxFileSpans),
        bind,
        allowedHosts,
        new StackSettings.Ports(otlpPort, otlpGrpcPort, pyroscopePort, tempoPort, viewerPort),
        workshop == null
            ? null
            : new StackSettings.WorkshopSettings(
                workshop, data.resolve("workshop.json"), workshopServices));
  }
}
