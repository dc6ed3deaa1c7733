package dev.spanprofiles.internal.otlp;

import dev.spanprofiles.internal.upload.ProfileUploads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends profiles as OTLP: one request at a time, tried again while nothing takes it. */
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
  private final Duration firstWait;
  private final ProfileUploads<RecordedProfile> uploads;
  private final LongAdder failedAttempts = new LongAdder();

  /** Whether the last attempt failed; of the thread that sends alone. */
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
    this.uploads = new ProfileUploads<>(endpoint(), limits.queueSize(), this::deliver);
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
    exporter.uploads.start();
    return exporter;
  }

  /** Has a profile sent; the oldest that waits is lost if too many do. Does not wait. */
  public void export(RecordedProfile profile) {
    uploads.add(profile);
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
    return uploads.sent();
  }

  /** How many profiles did not arrive, or not whole. */
  public long lost() {
    return uploads.lost();
  }

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
      if (!refused.again() || last || !uploads.pause(wait(tries))) {
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

  /** Sends what waits, each once and as long as the time-out allows; then the thread is gone. */
  @Override
  public void close() {
    uploads.close(
        settings.timeout().compareTo(LONGEST_FLUSH) < 0 ? settings.timeout() : LONGEST_FLUSH);
    sender.close();
  }
}
