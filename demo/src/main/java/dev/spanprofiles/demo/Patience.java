package dev.spanprofiles.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Asks again until there is an answer, and says what it waits for. */
record Patience(Duration limit, Report report) {

  private static final long POLL_MILLIS = 500;
  private static final long SAY_EVERY_MILLIS = 5_000;

  /** A question whose answer may not be there yet; an exception is none, either. */
  @FunctionalInterface
  interface Question<T> {
    Optional<T> ask() throws IOException, InterruptedException;
  }

  /** Returns the answer; empty if there is none within the limit. */
  <T> Optional<T> await(String what, Question<T> question) throws InterruptedException {
    long start = System.currentTimeMillis();
    long said = start;
    while (true) {
      Optional<T> answer = ask(question);
      long now = System.currentTimeMillis();
      if (answer.isPresent() || now - start >= limit.toMillis()) {
        return answer;
      }
      if (now - said >= SAY_EVERY_MILLIS) {
        report.progress("%s: waited %d s".formatted(what, (now - start) / 1000));
        said = now;
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static <T> Optional<T> ask(Question<T> question) throws InterruptedException {
    try {
      return question.ask();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
