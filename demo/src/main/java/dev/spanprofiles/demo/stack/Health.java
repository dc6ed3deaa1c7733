package dev.spanprofiles.demo.stack;

import dev.spanprofiles.demo.stack.Http.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Which parts are ready, asked all at once: each that hangs would cost seconds.
 *
 * @param problems of every part that was asked, empty for one that is ready; in the order asked
 */
public record Health(Map<Part, Optional<Problem>> problems) {

  /** Asks them. */
  public static Health of(List<Part> parts, Ports ports) throws InterruptedException {
    List<Callable<Optional<Problem>>> questions = new ArrayList<>();
    parts.forEach(part -> questions.add(() -> Http.problem(part.ready(ports))));
    ExecutorService threads = Executors.newFixedThreadPool(parts.size());
    try {
      List<Future<Optional<Problem>>> answers = threads.invokeAll(questions);
      Map<Part, Optional<Problem>> problems = new LinkedHashMap<>();
      for (int i = 0; i < parts.size(); i++) {
        problems.put(parts.get(i), answers.get(i).get());
      }
      return new Health(problems);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdown();
    }
  }

  /** Returns whether any is ready. */
  public boolean anyReady() {
    return problems.values().stream().anyMatch(Optional::isEmpty);
  }

  /** Returns whether any does not answer at all. */
  public boolean anyDown() {
    return problems.values().stream().flatMap(Optional::stream).anyMatch(Problem::isDown);
  }
}
