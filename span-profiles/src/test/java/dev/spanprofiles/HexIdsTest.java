package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HexIdsTest {

  private static final String TRACE = "fedcba98765432100123456789abcdef";

  @Test
  void readsAllSixtyFourBits() {
    assertThat(HexIds.parse(TRACE, 0)).isEqualTo(0xfedcba9876543210L);
    assertThat(HexIds.parse(TRACE, 16)).isEqualTo(0x0123456789abcdefL);
  }

  @Test
  void writesWhatItReads() {
    assertThat(HexIds.format(HexIds.parse(TRACE, 0), HexIds.parse(TRACE, 16))).isEqualTo(TRACE);
  }
}
