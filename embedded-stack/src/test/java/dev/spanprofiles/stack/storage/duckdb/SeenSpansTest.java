package dev.spanprofiles.stack.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeenSpansTest {

  private final SeenSpans seen = new SeenSpans();

  @Test
  void whatWasAddedIsNeverMissed() {
    LongStream.range(-100_000, 100_000).forEach(seen::add);
    assertThat(LongStream.range(-100_000, 100_000).filter(seen::mayHave).count())
        .isEqualTo(200_000);
  }

  @Test
  void nearlyNothingElseIsSuspected() {
    Random random = new Random(1);
    random.longs(1_000_000).forEach(seen::add);
    assertThat(random.longs(1_000_000).filter(seen::mayHave).count()).isLessThan(100);
    assertThat(LongStream.range(0, 1_000_000).filter(seen::mayHave).count()).isLessThan(100);
  }
}
