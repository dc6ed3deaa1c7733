package dev.spanprofiles.internal.otlp;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends profiles as OTLP, on a thread of its own: one request at a time, tried again while nothing
 * takes it. What is lost is counted, and said once.
 */
public final class ProfileExporter implements AutoCloseable {

  private static final Logger logger = Logger.getLogger(ProfileExporter.class.getName());

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** The longest that an application has to wait for its last profiles. */
  private static final Duration LONGEST_FLUSH = Duration.ofSeconds(10);

  private final OtlpSettings settings;
  private final ExportLimits limits;
  private final RequestEncoder encoder;
  private final OtlpSender sender;
  private final ProfileQueue queue;
  private final Duration firstWait;
  private final Thread thread;

  private final LongAdder failedAttempts = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final AtomicBoolean saidLost = new AtomicBoolean();

  /** Whether the last attempt failed; of the thread alone. */
  private boolean failing;

  private ProfileExporter(
      OtlpSettings settings,
      ExportLimits limits,
      RequestEncoder encoder,
      OtlpSender sender,
      Duration firstWait) {
    this.settings = settings;
    this.limits = limits;
    this.encoder = encoder;
    this.sender = sender;
    this.firstWait = firstWait;
    this.queue = new ProfileQueue(limits.queueSize());
    this.thread = new Thread(this::run, "span-profiles-otlp");
    thread.setDaemon(true);
  }

  /**
   * Starts one.
   *
   * @param source who is profiled, and what is said of each sample
   * @throws IllegalStateException if there is nothing on the class path to send with
   */
  public static ProfileExporter start(
      OtlpSettings settings, ExportLimits limits, ProfileSource source) {
    return start(settings, limits, source, FIRST_WAIT);
  }

  static ProfileExporter start(
      OtlpSettings settings, ExportLimits limits, ProfileSource source, Duration firstWait) {
    RequestEncoder encoder =
        new RequestEncoder(source.resource(), limits.maxRequestBytes(), source.threads());
    ProfileExporter exporter =
        new ProfileExporter(settings, limits, encoder, OtlpSender.of(settings), firstWait);
    exporter.thread.start();
    return exporter;
  }

  /** Has a profile sent; the oldest that waits is lost if too many do. Does not wait. */
  public void export(RecordedProfile profile) {
    if (!queue.put(profile)) {
      lose(1, "no more than %d may wait".formatted(limits.queueSize()));
    }
  }

  /** Where profiles go. */
  public String endpoint() {
    return settings.endpoint().toString();
  }

  /** How many requests were not taken, those that were tried again among them. */
  public long failedAttempts() {
    return failedAttempts.sum();
  }

  /** How many profiles arrived whole. */
  public long sent() {
    return sent.sum();
  }

  /** How many profiles did not arrive, or not whole. */
  public long lost() {
    return lost.sum();
  }

  private void run() {
    try {
      for (RecordedProfile next = queue.take(); next != null; next = queue.take()) {
        String problem = deliver(next);
        if (problem == null) {
          sent.increment();
        } else {
          lose(1, problem);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The end, and its time is over.
      lose(1 + queue.clear(), "there was no time left");
    }
  }

  /** Returns why it did not arrive whole; null if it did. */
  private @Nullable String deliver(RecordedProfile profile) throws InterruptedException {
    List<byte[]> requests;
    try {
      requests = encoder.encode(profile);
    } catch (IOException | RuntimeException | LinkageError e) {
      return "the recording cannot be read: " + e;
    }
    String problem = null;
    for (byte[] request : requests) {
      String refused = deliver(request);
      problem = refused == null ? problem : refused;
    }
    return problem;
  }

  private @Nullable String deliver(byte[] request) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      Answer answer = answer(sender.send(request));
      if (answer instanceof Answer.Taken taken) {
        recovered();
        return taken.rejected() > 0 ? "some were rejected: " + taken.message() : null;
      }
      Answer.Refused refused = (Answer.Refused) answer;
      failed(refused);
      boolean last = limits.maxTries() >= 0 && tries >= limits.maxTries();
      if (!refused.again() || last || !queue.pause(wait(tries).toMillis())) {
        return refused.reason();
      }
    }
  }

  private static Answer answer(CompletableFuture<Answer> sent) throws InterruptedException {
    try {
      return sent.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Twice as long each time, and up to half of it less by chance. */
  private Duration wait(int tries) {
    long longest =
        Math.min(LONGEST_WAIT.toMillis(), firstWait.toMillis() << Math.min(tries - 1, 16));
    return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
  }

  private void failed(Answer.Refused refused) {
    failedAttempts.increment();
    Level level = failing ? Level.FINE : Level.WARNING;
    failing = true;
    logger.log(
        level, () -> "Profiles cannot be sent to %s: %s".formatted(endpoint(), refused.reason()));
  }

  private void recovered() {
    if (failing) {
      failing = false;
      logger.info(() -> "Profiles are sent to %s again".formatted(endpoint()));
    }
  }

  private void lose(int count, String reason) {
    lost.add(count);
    if (count > 0 && saidLost.compareAndSet(false, true)) {
      logger.warning(
          () ->
              "Profiles for %s are lost: %s. The status of span profiles counts on, and this is not"
                      .formatted(endpoint(), reason)
                  + " said again");
    }
  }

  /** Sends what waits, each once and as long as the time-out allows; then the thread is gone. */
  @Override
  public void close() {
    queue.close();
    Duration flush =
        settings.timeout().compareTo(LONGEST_FLUSH) < 0 ? settings.timeout() : LONGEST_FLUSH;
    try {
      thread.join(Math.max(1, flush.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    sender.close();
  }
}
