package dev.spanprofiles.rideshare.fault;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes tariffs for a neighbouring region at fixed times: who asks waits for the next one. */
@ConditionalOnProperty(name = "rideshare.role", havingValue = "ride-sharing-app")
@RestController
final class TariffOffice implements AutoCloseable {

  private static final Duration BETWEEN_EDITIONS = Duration.ofMillis(120);

  private final Timer clock = new Timer("tariffs", true);
  private CompletableFuture<String> next = new CompletableFuture<>();
  private long edition;

  TariffOffice() {
    long period = BETWEEN_EDITIONS.toMillis();
    TimerTask publishing =
        new TimerTask() {
          @Override
          public void run() {
            publish();
          }
        };
    clock.scheduleAtFixedRate(publishing, period, period);
  }

  private synchronized void publish() {
    edition++;
    next.complete("edition " + edition);
    next = new CompletableFuture<>();
  }

  @GetMapping("/tariffs")
  synchronized CompletableFuture<String> next() {
    return next;
  }

  @Override
  public void close() {
    clock.cancel();
  }
}
