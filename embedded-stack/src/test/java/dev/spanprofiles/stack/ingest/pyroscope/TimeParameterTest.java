package dev.spanprofiles.stack.ingest.pyroscope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.model.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeParameterTest {

  private static final Clock CLOCK = new Clock(InstantSource.fixed(Instant.ofEpochSecond(1000)));

  @ParameterizedTest
  @CsvSource({
    "'', 1000000000000",
    "now, 1000000000000",
    "now-10s, 990000000000",
    "now+1m, 1060000000000",
    "1700000000, 1700000000000000000",
    "1700000000123, 1700000000123000000",
    "1700000000123456, 1700000000123456000",
    "1700000000123456789, 1700000000123456789",
  })
  void timesAreReadByTheirDigits(String text, long nanos) {
    assertThat(TimeParameter.nanos(text, CLOCK)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "yesterday", "now-10y", "99999999999999999999"})
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> TimeParameter.nanos(text, CLOCK))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no time: " + text);
  }
}
