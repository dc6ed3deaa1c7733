package dev.spanprofiles.demo.look;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Asks again until there is an answer, and says what it waits for; for all questions together. */
final class Patience {

  private static final long POLL_MILLIS = 500;
  private static final long SAY_EVERY_MILLIS = 5_000;

  private final Report report;
  private final long start = System.nanoTime();
  private Duration limit;

  /** Begins to wait now, for {@code limit} in all. */
  Patience(Duration limit, Report report) {
    this.limit = limit;
    this.report = report;
  }

  /** A question whose answer may not be there yet; an exception is none, either. */
  @FunctionalInterface
  interface Question<T> {
    Optional<T> ask() throws IOException, InterruptedException;
  }

  /** Waits no longer than {@code most}, counted from its beginning. */
  void shorten(Duration most) {
    if (most.compareTo(limit) < 0) {
      limit = most;
    }
  }

  /** Returns the seconds that were waited so far. */
  long seconds() {
    return waited().toSeconds();
  }

  /** Returns the answer; empty if there is none within the limit. It is asked once at least. */
  <T> Optional<T> await(String what, Question<T> question) throws InterruptedException {
    return await(what, limit, question);
  }

  /** As {@link #await(String, Question)}, but for no longer than {@code most}. */
  <T> Optional<T> await(String what, Duration most, Question<T> question)
      throws InterruptedException {
    Duration begin = waited();
    Duration said = begin;
    while (true) {
      Optional<T> answer = ask(question);
      Duration now = waited();
      if (answer.isPresent()
          || now.compareTo(limit) >= 0
          || now.minus(begin).compareTo(most) >= 0) {
        return answer;
      }
      if (now.minus(said).toMillis() >= SAY_EVERY_MILLIS) {
        report.progress("%s: waited %d s".formatted(what, now.minus(begin).toSeconds()));
        said = now;
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private Duration waited() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static <T> Optional<T> ask(Question<T> question) throws InterruptedException {
    try {
      return question.ask();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
