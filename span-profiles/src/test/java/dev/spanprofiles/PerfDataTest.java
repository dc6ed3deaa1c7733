package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PerfDataTest {

  /** A file of numbers, as HotSpot lays it out. */
  private static ByteBuffer file(ByteOrder order, Object... namesAndValues) {
    ByteBuffer file = ByteBuffer.allocate(1024).putInt(0xcafec0c0);
    file.order(order).put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 0)).put((byte) 2);
    file.putInt(24, 32).putInt(28, namesAndValues.length / 2).position(32);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      byte[] name = ((String) namesAndValues[i] + '\0').getBytes(StandardCharsets.US_ASCII);
      int padded = (name.length + 7) / 8 * 8;
      file.putInt(20 + padded + 12).putInt(20).putInt(0);
      file.put((byte) 'J').put((byte) 0).put((byte) 1).put((byte) 1).putInt(20 + padded);
      file.put(name).position(file.position() + padded - name.length);
      file.putLong((Long) namesAndValues[i + 1]).putInt(0);
    }
    return file.rewind();
  }

  @Test
  void readsACounterInEitherByteOrder() throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      PerfData data =
          new PerfData(
              file(order, "sun.rt.other", 1L, "sun.os.hrt.frequency", 1_000_000_000L, "stops", 5L));
      assertThat(data.nanos("stops").getAsLong()).isEqualTo(5);
    }
  }

  @Test
  void ticksBecomeNanoseconds() throws IOException {
    PerfData data =
        new PerfData(
            file(ByteOrder.LITTLE_ENDIAN, "sun.os.hrt.frequency", 10_000_000L, "stops", 5L));
    assertThat(data.nanos("stops").getAsLong()).isEqualTo(500);
  }

  @Test
  void whatIsMissingOrOfAnotherFormatIsRefused() throws IOException {
    PerfData data =
        new PerfData(file(ByteOrder.LITTLE_ENDIAN, "sun.os.hrt.frequency", 1_000_000_000L));
    assertThatThrownBy(() -> data.nanos("stops"))
        .isInstanceOf(IOException.class)
        .hasMessage("no performance counter stops");
    assertThatThrownBy(() -> new PerfData(ByteBuffer.allocate(64)))
        .isInstanceOf(IOException.class)
        .hasMessage("not performance data of version 2");
  }
}
