package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ThreadRunDelayTest {

  private static long second(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return ThreadRunDelay.second(bytes, bytes.length);
  }

  @Test
  void theSecondNumberIsTheRunDelay() throws IOException {
    assertThat(second("1130674145 286182991 42\n")).isEqualTo(286182991);
    assertThat(second("0 0 0\n")).isZero();
  }

  @Test
  void anotherTextIsRefused() {
    for (String text : new String[] {"", "17", "17 ", "a b"}) {
      assertThatThrownBy(() -> second(text)).isInstanceOf(IOException.class);
    }
  }
}
