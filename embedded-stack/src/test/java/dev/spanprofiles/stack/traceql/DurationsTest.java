package dev.spanprofiles.stack.traceql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, 500000000",
    "1.5s, 1500000000",
    "2m, 120000000000",
    "1h, 3600000000000",
    "1h30m, 5400000000000",
    "7ns, 7",
    "10us, 10000",
    "10µs, 10000",
    "0s, 0"
  })
  void readsNumbersAndTheirUnits(String text, long nanos) {
    assertThat(Durations.parseNanos(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "ms", "-1s", "1 day", "1,5s", "99999999999s", "999999999h"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> Durations.parseNanos(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0ns",
    "500000000, 500ms",
    "1500000000, 1.5s",
    "2000000000, 2s",
    "7200000000000, 2h",
    "5400000000000, 90m",
    "316227766, 316.227766ms",
    "1500, 1.5us",
    "86400000000000, 1d"
  })
  void writesWhatItReadsAsTheSame(long nanos, String text) {
    assertThat(Durations.text(nanos)).isEqualTo(text);
    assertThat(Durations.parseNanos(text)).isEqualTo(nanos);
  }
}
