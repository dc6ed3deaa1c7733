package dev.spanprofiles.it;

import dev.spanprofiles.it.inference.InferenceScenario;
import dev.spanprofiles.it.inference.Ran;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;

/** Holds the flame graphs of child spans against the methods that their samples have to show. */
final class InferenceJudge {

  private static final long SAMPLE_NANOS = 10_000_000;

  private final URI viewer;

  InferenceJudge(URI viewer) {
    this.viewer = viewer;
  }

  /**
   * Samples of the CPU in both child spans of a scenario's requests.
   *
   * @param due those that were taken in the children's methods
   * @param right those of them that the children have
   * @param wrong what else the children have
   */
  record Score(String scenario, String service, long due, long right, long wrong) {

    long missing() {
      return due - right;
    }

    double rightPercent() {
      return 100.0 * right / Math.max(1, due);
    }

    /** Of what the children are said to have run. */
    double wrongPercent() {
      return 100.0 * wrong / Math.max(1, right + wrong);
    }

    @Override
    public String toString() {
      return "%-18s %-9s %6d %6d %6d %7d"
          .formatted(scenario, service, due, right, wrong, missing());
    }
  }

  static String table(List<Score> scores) {
    return "%-18s %-9s %6s %6s %6s %7s%n"
            .formatted("request", "mode", "due", "right", "wrong", "missing")
        + scores.stream().map(Score::toString).collect(Collectors.joining("\n"));
  }

  Score score(InferenceScenario scenario, String service) {
    String request =
        "trace:rootName = \"%s\" && resource.service.name = \"%s\""
            .formatted(scenario.name(), service);
    List<String> all = stacks("{ " + request + " }");
    // What ran in a span within the first ran in the first, too.
    String inFirst =
        scenario.name().equals("within each other")
            ? "(name = \"first\" || name = \"second\")"
            : "name = \"first\"";
    List<String> first = stacks("{ " + request + " && " + inFirst + " }");
    List<String> second = stacks("{ " + request + " && name = \"second\" }");
    long due = samples(all, "inFirst") + samples(all, "inSecond");
    long right = samples(first, "inFirst") + samples(second, "inSecond");
    long has = samples(first, "") + samples(second, "");
    return new Score(scenario.name(), service, due, right, has - right);
  }

  /** Lines of stack and nanoseconds; none where no span has arrived. */
  private List<String> stacks(String query) {
    HttpResponse<String> response =
        Http.send(
            HttpRequest.newBuilder(viewer.resolve("/spans/collapsed.txt?q=" + Http.encode(query))));
    if (response.statusCode() != 200) {
      throw new AssertionError(query + ": " + response.body());
    }
    return response.body().lines().toList();
  }

  /** How many samples have the method on their stack; an empty one is any. */
  private static long samples(List<String> stacks, String method) {
    String frame = method.isEmpty() ? "" : Ran.class.getName() + "." + method;
    return stacks.stream()
            .filter(line -> line.contains(frame))
            .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
            .sum()
        / SAMPLE_NANOS;
  }
}
