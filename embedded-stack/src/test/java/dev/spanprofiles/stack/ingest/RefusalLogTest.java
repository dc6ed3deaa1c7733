package dev.spanprofiles.stack.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalLogTest {

  private final AtomicLong now = new AtomicLong(7);
  private final List<String> lines = new ArrayList<>();
  private final RefusalLog log = new RefusalLog(lines::add, now::get);

  @Test
  void repeatedOnesAreCountedNotTold() {
    for (int i = 0; i < 1000; i++) {
      log.add("POST /ingest", RefusedException.busy("full"));
    }
    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    log.add("POST /ingest", RefusedException.busy("full"));

    assertThat(lines)
        .containsExactly(
            "POST /ingest refused with 503: full",
            "POST /ingest refused with 503: full (after 999 more with 503)");
  }

  @Test
  void anotherKindIsToldAtOnce() {
    log.add("POST /ingest", RefusedException.busy("full"));
    log.add("POST /v1/traces", RefusedException.malformed("broken"));

    assertThat(lines)
        .containsExactly(
            "POST /ingest refused with 503: full", "POST /v1/traces refused with 400: broken");
  }
}
