package dev.spanprofiles.stack.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.ProfileType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "999, 999 ns",
    "1000, 1.00 µs",
    "999499, 999 µs",
    "999500, 1.00 ms",
    "12340000, 12.3 ms",
    "999500000, 1.00 s",
    "1234000000, 1.23 s",
    "99900000000, 99.9 s",
    "125000000000, 2 min 5 s",
    "-3980000, -3.98 ms"
  })
  void durationsHaveThreeDigits(long nanos, String text) {
    assertThat(Format.duration(nanos)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.00 kB", "12345678, 12.3 MB"})
  void bytesHaveThreeDigits(long bytes, String text) {
    assertThat(Format.bytes(bytes)).isEqualTo(text);
  }

  @Test
  void valuesHaveTheUnitOfTheirType() {
    ProfileType bytes = ProfileType.parse("memory:alloc_in_new_tlab_bytes:bytes:space:bytes");
    ProfileType count = ProfileType.parse("mutex:contentions:count:mutex:count");

    assertThat(Format.value(ProfileType.CPU, 1_500_000)).isEqualTo("1.50 ms");
    assertThat(Format.value(bytes, 2_000)).isEqualTo("2.00 kB");
    assertThat(Format.value(count, 1_234)).isEqualTo("1,234");
    assertThat(Format.change(ProfileType.CPU, 1_500_000)).isEqualTo("+1.50 ms");
  }

  @Test
  void countsKnowTheirPlural() {
    assertThat(Format.count(1, "span")).isEqualTo("1 span");
    assertThat(Format.count(1_000, "span")).isEqualTo("1,000 spans");
  }

  @Test
  void percentOfNothingIsNoNumber() {
    assertThat(Format.percent(1, 0)).isEqualTo("–");
    assertThat(Format.percent(1, 3)).isEqualTo("33.3 %");
  }

  @Test
  void unknownProfileTypesKeepTheirOwnName() {
    assertThat(Format.name(ProfileType.CPU)).isEqualTo("CPU");
    assertThat(Format.name(ProfileType.parse("gc:pauses:count::"))).isEqualTo("gc pauses");
  }
}
