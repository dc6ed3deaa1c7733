package dev.spanprofiles.stack.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, 500000000",
    "1.5s, 1500000000",
    "' 2 m ', 120000000000",
    "1h, 3600000000000",
    "7ns, 7",
    "10us, 10000",
    "10µs, 10000",
    "0s, 0"
  })
  void readsANumberAndItsUnit(String text, long nanos) {
    assertThat(DurationText.parse(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "ms", "-1s", "1 day", "1,5s", "99999999999s", "999999999h"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> DurationText.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"500000000, 500ms", "1500000000, 1500ms", "2000000000, 2s", "1500, 1500ns"})
  void writesWhatItReadsAsTheSame(long nanos, String text) {
    assertThat(DurationText.exact(nanos)).isEqualTo(text);
    assertThat(DurationText.parse(text)).isEqualTo(nanos);
  }
}
