package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HexIdsTest {

  private static final String TRACE = "fedcba98765432100123456789abcdef";
  private static final byte[] DIGITS = HexIds.digits(TRACE);

  @Test
  void readsAllSixtyFourBits() {
    assertThat(HexIds.parse(DIGITS, 0)).isEqualTo(0xfedcba9876543210L);
    assertThat(HexIds.parse(DIGITS, 16)).isEqualTo(0x0123456789abcdefL);
  }

  @Test
  void writesWhatItReads() {
    assertThat(HexIds.format(HexIds.parse(DIGITS, 0), HexIds.parse(DIGITS, 16))).isEqualTo(TRACE);
  }
}
