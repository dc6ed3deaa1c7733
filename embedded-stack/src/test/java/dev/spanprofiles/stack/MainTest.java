package dev.spanprofiles.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process: its start-up line, its exit codes and the sentences that go with them. */
@Tag("jdk")
final class MainTest {

  private static final List<String> FREE_PORTS =
      List.of(
          "--otlp-port=0",
          "--otlp-grpc-port=0",
          "--pyroscope-port=0",
          "--tempo-port=0",
          "--viewer-port=0");

  @TempDir Path directory;

  /** How a process ended, and what it said. */
  private record Ended(int code, String out, String err) {}

  @Test
  void itSaysWhereItListensAndStopsOnASignal() throws Exception {
    Process process = start(Map.of("EMBEDDED_STACK_DATA", directory.toString()), FREE_PORTS);
    try (BufferedReader out = process.inputReader(UTF_8)) {
      String ready = out.readLine();
      assertThat(ready)
          .startsWith("embedded-stack is ready: viewer http://127.0.0.1:")
          .endsWith("data in " + directory.toAbsolutePath());
      List<URI> addresses = new ArrayList<>();
      Matcher address = Pattern.compile("http://127\\.0\\.0\\.1:\\d+").matcher(ready);
      while (address.find()) {
        addresses.add(URI.create(address.group()));
      }
      assertThat(addresses).doesNotHaveDuplicates().hasSize(5);
      assertThat(get(addresses.get(0).resolve("/traces"))).isEqualTo(200);
      assertThat(get(addresses.get(1).resolve("/nothing"))).isEqualTo(404);
      assertThat(get(addresses.get(3).resolve("/ready"))).isEqualTo(200);
      assertThat(get(addresses.get(4).resolve("/ready"))).isEqualTo(200);

      process.toHandle().destroy(); // Process.destroy() would close what is read below.
      Ended ended = end(process, out);
      assertThat(ended.code()).isEqualTo(143);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
    // Closed in order: nothing is left to recover.
    assertThat(directory.resolve("store.duckdb.wal")).doesNotExist();
  }

  @Test
  void aTakenPortIsOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> options = new ArrayList<>(FREE_PORTS);
      options.set(3, "--tempo-port=" + taken.getLocalPort());
      assertFails(
          options,
          "embedded-stack: cannot listen on 127\\.0\\.0\\.1:"
              + taken.getLocalPort()
              + " for tempo: is it taken by another program\\? .*");
    }
  }

  @Test
  void aDirectoryInUseIsOneSentence() throws Exception {
    try (DuckDbStore store = DuckDbStore.open(StoreSettings.in(directory))) {
      assertFails(FREE_PORTS, "embedded-stack: the data directory .* is in use: stop .*");
      assertThat(store.profileTypes(TimeRange.ALL)).isEmpty();
    }
  }

  @Test
  void aDirectoryThatCannotBeMadeIsOneSentence() throws Exception {
    Files.createFile(directory.resolve("file"));
    List<String> options = new ArrayList<>(FREE_PORTS);
    options.add("--data=" + directory.resolve("file/data"));
    assertFails(options, "embedded-stack: cannot write to the data directory .*");
  }

  @Test
  void wrongOptionsAreExplained() throws Exception {
    Ended ended = run(List.of("--otlp-port=many"));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("--otlp-port").contains("many").contains("Usage:");
    assertThat(run(List.of("--otlp-port=70000")).code()).isEqualTo(2);
    assertThat(run(List.of("--memory-mib=0")).code()).isEqualTo(2);
  }

  @Test
  void helpNamesEveryOption() throws Exception {
    Ended ended = run(List.of("--help"));
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("--data", "--bind", "--retention-hours", "--max-body-mib", "127.0.0.1", "4318")
        .contains("EMBEDDED_STACK_OTLP_PORT");
  }

  private void assertFails(List<String> options, String sentence) throws Exception {
    Ended ended = run(options);
    assertThat(ended.err().strip()).matches(sentence);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.code()).isEqualTo(1);
  }

  private Ended run(List<String> options) throws Exception {
    Process process = start(Map.of("EMBEDDED_STACK_DATA", directory.toString()), options);
    try (BufferedReader out = process.inputReader(UTF_8)) {
      return end(process, out);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(Map<String, String> environment, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED"); // as the jar's manifest does
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Ended end(Process process, BufferedReader out) throws Exception {
    String rest = String.join("\n", out.lines().toList());
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), rest, err);
  }

  private static int get(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
        .statusCode();
  }
}
