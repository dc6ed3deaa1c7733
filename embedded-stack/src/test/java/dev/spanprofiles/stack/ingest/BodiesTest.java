package dev.spanprofiles.stack.ingest;

import static dev.spanprofiles.stack.ingest.Compression.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BodiesTest {

  private static final IngestLimits LIMITS = new IngestLimits(100, 1000, 1);

  @Test
  void bodiesUpToTheLimitsAreRead() {
    assertThat(read(new byte[100], null)).hasSize(100);
    assertThat(read(gzip(new byte[1000]), "gzip")).hasSize(1000);
    assertThat(read(gzip(new byte[10]), " GZIP ")).hasSize(10);
    assertThat(read(new byte[0], "identity")).isEmpty();
  }

  @Test
  void bodiesOverALimitAreTooLarge() {
    assertRefused(413, () -> read(new byte[101], null)).hasMessageContaining("100 bytes");
    assertRefused(413, () -> read(gzip(new byte[1001]), "gzip"))
        .hasMessageContaining("1000 bytes after decompression");
    assertRefused(413, () -> Bodies.gunzipIfZipped(new byte[1001], 1000));
  }

  @Test
  void whatIsNoGzipIsMalformed() {
    byte[] zipped = gzip("some text that is long enough to be cut".getBytes(UTF_8));
    byte[] broken = zipped.clone();
    broken[zipped.length - 6] ^= 0x55;
    assertRefused(400, () -> read(new byte[] {1, 2, 3}, "gzip"));
    assertRefused(400, () -> read(new byte[0], "gzip"));
    assertRefused(400, () -> read(Arrays.copyOf(zipped, 30), "gzip"))
        .hasMessageContaining("ended early");
    assertRefused(400, () -> read(broken, "gzip"));
  }

  @Test
  void otherEncodingsAreOfTheWrongType() {
    assertRefused(415, () -> read(new byte[0], "br")).hasMessageContaining("br");
  }

  private static byte[] read(byte[] body, @Nullable String encoding) {
    return Bodies.read(new ByteArrayInputStream(body), encoding, LIMITS);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      int status, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().httpStatus()).isEqualTo(status));
  }
}
