package dev.spanprofiles.stack.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeTextTest {

  private static final Clock CLOCK = new Clock(InstantSource.fixed(Instant.ofEpochSecond(1000)));

  @ParameterizedTest
  @CsvSource({
    "'', 1000000000000",
    "now, 1000000000000",
    "now-10s, 990000000000",
    "now+1m, 1060000000000",
    "now-1m30s, 910000000000",
    "now+1h, 4600000000000",
    "now+1d, 87400000000000",
    "now+1w, 605800000000000",
    "now+1mon, 2593000000000000",
    "now+1y, 31537000000000000",
    "now + 10sec, 1010000000000",
    "20231114, 1699920000000000000",
    "1700000000, 1700000000000000000",
    "1700000000123, 1700000000123000000",
    "1700000000123456, 1700000000123456000",
    "1700000000123456789, 1700000000123456789",
  })
  void timesAreReadByTheirDigits(String text, long nanos) {
    assertThat(TimeText.nanos(text, CLOCK)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "yesterday",
        "now-10x",
        "now-10s5",
        "2023-11",
        "99999999",
        "99999999999999999999"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> TimeText.nanos(text, CLOCK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no time: " + text);
  }
}
