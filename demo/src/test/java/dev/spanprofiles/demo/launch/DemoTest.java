package dev.spanprofiles.demo.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.spanprofiles.demo.stack.Port;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path home;
  private Launcher launcher;

  @BeforeEach
  void createLauncher() throws Exception {
    launcher = new Launcher(home);
  }

  @AfterEach
  void endAll() {
    launcher.kill();
  }

  @Test
  void endsByItselfWithASummaryAndLeavesNothing() throws Exception {
    Process process = launcher.with("DURATION", "2").start();

    assertThat(process.waitFor()).as(launcher.output()).isZero();
    assertThat(launcher.output())
        .contains("Started 5 programs", "eu-north is up", "load-generator is up")
        .contains("http://localhost:" + launcher.port(Port.VIEWER) + "/operations\n")
        .containsPattern(
            "First span profile: \\w+ with 70 ms of CPU"
                + " {2}http://localhost:\\d+/traces/0af7/spans/b7ad")
        .containsPattern("fake +7 +3 +4 +99")
        .containsPattern("Memory in use: embedded-stack .*, us-east .*load-generator");
    assertThat(runFolders()).isEmpty();
  }

  @Test
  void failsWhenNoFlameGraphWasShown() throws Exception {
    Process process = launcher.with("FAKE_NANOS", "0").start("--duration", "1", "--keep");

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(launcher.output())
        .contains("No span called OrderVehicle or CarHandler showed a flame graph.");
    assertThat(runFolders())
        .singleElement()
        .satisfies(folder -> assertThat(folder.resolve("logs/us-east.log")).exists());
  }

  @Test
  void takenPortIsOneSentenceAndNothingStarts() throws Exception {
    int taken = launcher.port(Port.OTLP);
    try (ServerSocket socket = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
      Process process = launcher.start();

      assertThat(process.waitFor()).isEqualTo(1);
      assertThat(launcher.output())
          .isEqualTo(
              "Another program listens on port %d, which OTLP over HTTP needs (OTLP_PORT=… chooses another).%n"
                  .formatted(taken));
      assertThat(runFolders()).isEmpty();
      assertThat(socket.isBound()).isTrue();
    }
  }

  @Test
  void missingProgramIsOneSentence() throws Exception {
    Path jar = home.resolve("embedded-stack/target/embedded-stack.jar");
    Files.delete(jar);

    Process process = launcher.start();

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(launcher.output())
        .isEqualTo("%s is missing: build it with 'make demo'.%n".formatted(jar));
  }

  @Test
  void childThatDiesIsReportedWithItsLastWords() throws Exception {
    Process process = launcher.with("FAKE_DEATH", "ap-south").start();

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(launcher.output())
        .contains("ap-south ended with exit code 3. The end of ")
        .contains("  the fake service is told to die")
        .doesNotContain("Exception");
  }

  @Test
  void whatAKilledLauncherLeftGoesAtTheNextStartAndWhatRunsStays() throws Exception {
    Path left = home.resolve(".demo/run-1");
    Path running = home.resolve(".demo/run-2");
    Path kept = home.resolve(".demo/kept-20260101-000000");
    for (Path folder : List.of(left, running, kept)) {
      Files.createDirectories(folder.resolve("data"));
    }
    Files.createFile(home.resolve(".demo/run-1.lock"));
    try (Claim claim = Claim.of(running)) {
      assertThat(launcher.with("DURATION", "1").start().waitFor()).isZero();

      assertThat(claim.file()).exists();
      assertThat(runFolders()).containsExactlyInAnyOrder(running, claim.file(), kept);
    }
  }

  @Test
  void preparesItselfAnewOnAnotherJdkAndSaysSo() throws Exception {
    Path key = home.resolve(".demo/rideshare/key");
    Files.createDirectories(key.getParent());
    Files.writeString(key, "16.0.1+9 /opt/another-jdk 0");

    assertThat(launcher.with("DURATION", "1").start().waitFor()).as(launcher.output()).isZero();

    assertThat(launcher.output())
        .containsSubsequence("prepared to start fast on another JDK", "Prepared", "is up");
    assertThat(Files.readString(key)).startsWith(Runtime.version().toString());
  }

  @Test
  void killedLauncherLeavesNothingRunning() throws Exception {
    Process process = launcher.start();
    List<ProcessHandle> children = awaitChildren(process.toHandle());

    process.destroyForcibly();

    awaitEnd(children);
  }

  @Test
  void killedParentEndsEverything() throws Exception {
    Process process = launcher.startBelowShell();
    await().atMost(PATIENCE).until(() -> process.children().findFirst().isPresent());
    ProcessHandle demo = process.children().findFirst().orElseThrow();
    List<ProcessHandle> children = awaitChildren(demo);

    process.destroyForcibly();

    awaitEnd(children);
    awaitEnd(List.of(demo));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(runFolders()).isEmpty());
  }

  /** A closed terminal sends HUP, Ctrl-C sends INT. */
  @ParameterizedTest
  @CsvSource({"HUP, 1", "INT, 2", "TERM, 15"})
  void signalledLauncherEndsEverythingAndDeletesTheData(String signal, int number)
      throws Exception {
    assumeFalse(isIgnored(number), "SIG" + signal + " is ignored here, as below nohup");
    Process process = launcher.start();
    List<ProcessHandle> children = awaitChildren(process.toHandle());

    signal(process, signal);

    assertThat(process.waitFor()).isEqualTo(128 + number);
    awaitEnd(children);
    assertThat(runFolders()).isEmpty();
    assertThat(launcher.output()).doesNotContain("ended with exit code", "Exception");
  }

  @Test
  void endsQuietlyWhileItsProgramsStart() throws Exception {
    Process process = launcher.with("FAKE_HANG", "us-east").start();
    await().atMost(PATIENCE).until(() -> launcher.output().contains("Started 5 programs"));

    signal(process, "TERM");

    assertThat(process.waitFor()).isEqualTo(128 + 15);
    assertThat(launcher.output()).doesNotContain("Exception");
  }

  /** Children inherit it, and a JVM leaves it so. */
  private static boolean isIgnored(int signal) throws Exception {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    String mask =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElse("SigIgn:0")
            .substring("SigIgn:".length())
            .strip();
    return (Long.parseUnsignedLong(mask, 16) >>> (signal - 1) & 1) == 1;
  }

  private static void signal(Process process, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  private List<ProcessHandle> awaitChildren(ProcessHandle demo) {
    await().atMost(PATIENCE).until(() -> launcher.output().contains("First span profile"));
    List<ProcessHandle> children = demo.children().toList();
    assertThat(children).hasSize(5);
    return children;
  }

  private static void awaitEnd(List<ProcessHandle> processes) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
  }

  private List<Path> runFolders() throws Exception {
    Path work = home.resolve(".demo");
    if (!Files.exists(work)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(work)) {
      return folders.toList();
    }
  }
}
