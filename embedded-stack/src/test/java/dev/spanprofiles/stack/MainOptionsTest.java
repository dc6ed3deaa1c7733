package dev.spanprofiles.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the command line does not take. None of it starts anything. */
final class MainOptionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--otlp-port=-1",
        "--otlp-port=65536",
        "--otlp-grpc-port=-1",
        "--otlp-grpc-port=65536",
        "--pyroscope-port=65536",
        "--tempo-port=65536",
        "--viewer-port=65536",
      })
  void portsAreThoseOfTcp(String option) {
    assertRefused(option, "a port is from 0 to 65535");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--retention-hours=0",
        "--retention-mib=0",
        "--reserve-mib=0",
        "--memory-mib=-1",
        "--max-body-mib=0",
        "--max-profile-mib=0",
        "--max-stack-depth=0",
        "--max-labels=-1",
        "--max-waiting-rows=0",
        "--max-queries=0",
        "--max-file-spans=0",
        "--max-time-samples=0",
        "--retention-mib=2147483648",
        "--reserve-mib=9223372036854775807",
        "--memory-mib=9223372036854775807",
      })
  void limitsArePositiveAndCanBeCountedWith(String option) {
    assertRefused(option, "a limit is from 1 to 2147483647");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--retention-hours=876001", "--max-body-mib=1001"})
  void someLimitsAreLower(String option) {
    assertRefused(option, "at most");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--max-queries=many", "--max-waiting-rows=2147483648", "--retention-mib="})
  void limitsAreNumbers(String option) {
    assertRefused(option, option.substring(0, option.indexOf('=')));
  }

  private static void assertRefused(String option, String sentence) {
    StringWriter said = new StringWriter();
    CommandLine command = new CommandLine(new Main()).setErr(new PrintWriter(said));
    assertThat(command.execute(option)).isEqualTo(2);
    assertThat(said.toString()).contains(sentence).contains("Usage:");
  }
}
