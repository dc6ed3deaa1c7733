package dev.spanprofiles.stack.viewer.page;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks questions that do not need each other's answers at the same time, as far as there are cores.
 * Nothing waits in a queue: where all helping threads are busy, the caller's thread does the work.
 */
public final class Together {

  private static final long IDLE_SECONDS = 30;

  private final ThreadPoolExecutor helpers;

  /**
   * As many as there are cores: questions are of unequal length, so with the caller's thread there
   * is one to begin with the next while another is at its last.
   */
  public Together() {
    this(Runtime.getRuntime().availableProcessors());
  }

  /**
   * @param helpers threads beside the caller's, for all pages together
   */
  Together(int helpers) {
    this.helpers =
        new ThreadPoolExecutor(
            0,
            helpers,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "viewer-question");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
  }

  /**
   * Begins with the question, or answers it.
   *
   * @return waits for the answer, and throws what asking has thrown
   */
  public <T> Supplier<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = CompletableFuture.supplyAsync(question, helpers);
    return () -> {
      try {
        return answer.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw e;
      }
    };
  }
}
