package dev.spanprofiles.benchmarks.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spanprofiles.benchmarks.load.Load;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/**
 * One figure of the embedded stack at a time; the script {@code stack} starts the stack and runs
 * these.
 */
public final class StackFigures {

  private static final int SAMPLES = 5_000_000;
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration TIME = Duration.ofSeconds(30);
  private static final int QUERIES = 500;
  private static final int PAGES = 40;

  private StackFigures() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "fill" -> fill(Path.of(arguments[1]), Long.parseLong(arguments[2]));
      case "operations" ->
          operations(
              Path.of(arguments[1]),
              Long.parseLong(arguments[2]),
              arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0);
      case "pages" ->
          pages(URI.create(arguments[1]), Long.parseLong(arguments[2]), process(arguments[3]));
      case "otlp" -> otlp(URI.create(arguments[1]), process(arguments[2]));
      case "span" -> span(URI.create(arguments[1]), Long.parseLong(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void fill(Path directory, long endMillis) {
    long start = System.nanoTime();
    Samples samples = new Samples(endMillis, SAMPLES);
    try (DuckDbStore store = DuckDbStore.open(StoreSettings.in(directory))) {
      samples.storeIn(store);
    }
    System.err.printf("stored %,d samples in %.0f s%n", SAMPLES, (System.nanoTime() - start) / 1e9);
  }

  private static void operations(Path directory, long endMillis, int children) {
    long start = System.nanoTime();
    try (DuckDbStore store = DuckDbStore.open(StoreSettings.in(directory))) {
      new Operations(endMillis, children).storeIn(store, store);
    }
    System.err.printf(
        "stored %,d spans in %.0f s%n", Operations.SPANS, (System.nanoTime() - start) / 1e9);
  }

  /** What the pages about sets show, as JSON: 100,000 of a million spans. */
  private static void pages(URI viewer, long endMillis, ProcessHandle stack)
      throws IOException, InterruptedException {
    String range = "start=%d&end=%d".formatted(endMillis - 3_600_000, endMillis);
    String operation = "name=\"GET /operation-3\"";
    String set = "/spans?" + range + "&q=" + query(operation);
    String cars = "/spans?" + range + "&q=" + query(operation + " && span.vehicle=\"car\"");
    String bikes = "&against=" + query(operation + " && span.vehicle=\"bike\"");
    page("`/spans` of 100,000 spans", viewer.resolve(set), stack);
    page("`/operations` of a million spans", viewer.resolve("/operations?" + range), stack);
    page("a comparison of 50,000 spans with 50,000", viewer.resolve(cars + bikes), stack);
  }

  private static String query(String condition) {
    return URLEncoder.encode("{ " + condition + " }", UTF_8);
  }

  private static void page(String name, URI address, ProcessHandle stack)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(address).header("Accept", "application/json").build();
    double[] millis = new double[PAGES];
    Duration cpu = Duration.ZERO;
    for (int i = -PAGES / 5; i < PAGES; i++) {
      if (i == 0) {
        cpu = stack.info().totalCpuDuration().orElseThrow();
      }
      long start = System.nanoTime();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(address + " answered " + answer.statusCode() + answer.body());
      }
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        "| %s, ms, median and p95; ms of CPU | %.0f, %.0f; %d |%n",
        name,
        millis[PAGES / 2],
        millis[PAGES * 95 / 100],
        stack.info().totalCpuDuration().orElseThrow().minus(cpu).toMillis() / PAGES);
  }

  private static ProcessHandle process(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private static void otlp(URI stack, ProcessHandle process) throws Exception {
    URI address = stack.resolve("/v1/traces");
    Load load = new Load(address, "application/x-protobuf", new Spans()::next, process);
    load.run(WARM_UP);
    Load.Rate rate = load.run(TIME);
    System.out.printf(
        "| OTLP spans stored a second; a CPU second of the stack | %,.0f; %,.0f |%n",
        rate.perSecond() * Spans.BATCH, rate.perCpuSecond() * Spans.BATCH);
  }

  /** The flame graph of one span, as Grafana asks for it: half a minute around it. */
  private static void span(URI stack, long endMillis) throws IOException, InterruptedException {
    URI address = stack.resolve("/querier.v1.QuerierService/SelectMergeStacktraces");
    Samples samples = new Samples(endMillis, SAMPLES);
    Random random = new Random(2);
    double[] millis = new double[QUERIES];
    for (int i = -QUERIES / 5; i < QUERIES; i++) {
      int span = random.nextInt(samples.spans());
      long at = samples.timeOf(span) / 1_000_000;
      String body =
          """
          {"profileTypeID": "process_cpu:cpu:nanoseconds:cpu:nanoseconds", "labelSelector": "{}",
           "start": %d, "end": %d, "spanSelector": ["%s"]}
          """
              .formatted(at - 30_000, at + 30_000, SpanId.toHex(Samples.spanId(span)));
      long start = System.nanoTime();
      byte[] answer = Load.post(address, "application/json", body.getBytes(UTF_8));
      if (!new String(answer, UTF_8).contains("method")) {
        throw new IOException("an empty flame graph for span " + span);
      }
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        "| Flame graph of one span of %,d samples, ms, median and p95 | %.1f, %.1f |%n",
        SAMPLES, millis[QUERIES / 2], millis[QUERIES * 95 / 100]);
  }
}
