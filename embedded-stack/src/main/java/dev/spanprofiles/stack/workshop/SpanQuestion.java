package dev.spanprofiles.stack.workshop;

import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.OperationSummary;
import dev.spanprofiles.stack.storage.SetSummary;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Kinship;
import dev.spanprofiles.stack.storage.SpanFilter.Related;
import dev.spanprofiles.stack.storage.SpanFilter.Wanted;
import dev.spanprofiles.stack.storage.SpanSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which span takes the time, among all that lie within those asked about?
 *
 * @param except names that are no answer, as all else happens within them
 */
record SpanQuestion(
    String ask, Sides spans, List<String> except, List<String> hints, List<Hunch> wrong)
    implements Question {

  private static final int OPERATIONS = 1_000;

  SpanQuestion {
    except = Lists.orEmpty(except);
    hints = List.copyOf(hints);
    wrong = Lists.orEmpty(wrong);
  }

  @Override
  public Fact fact(Evidence evidence) {
    return spans.fact(evidence, now -> fact(evidence, now));
  }

  private Fact fact(Evidence evidence, Sides.Now now) {
    Map<String, Double> figures = perTrace(evidence, now.these());
    Map<String, Double> otherFigures = perTrace(evidence, now.others());
    List<Ranking.Candidate> candidates =
        figures.entrySet().stream()
            .filter(entry -> !except.contains(entry.getKey()))
            .map(
                entry ->
                    new Ranking.Candidate(
                        entry.getKey(),
                        entry.getValue(),
                        otherFigures.getOrDefault(entry.getKey(), 0.0)))
            .toList();
    return new Ranking("span", candidates, meanNanos(evidence, now.others()), Units::millis);
  }

  /** How long spans of a name take in a trace, on average. */
  private static Map<String, Double> perTrace(Evidence evidence, SpanSet set) {
    double traces = evidence.traces().summary(set).traces();
    Bounded<OperationSummary> operations = evidence.traces().operations(within(set), OPERATIONS);
    Map<String, Double> durations = new HashMap<>();
    for (OperationSummary operation : operations.items()) {
      durations.merge(
          operation.operation().name(), operation.totalDurationNanos() / traces, Double::sum);
    }
    return durations;
  }

  private static SpanSet within(SpanSet set) {
    return new SpanSet(
        new Related(set.filter(), Kinship.DESCENDANT, Wanted.RIGHT, SpanFilter.ALL), set.range());
  }

  private static double meanNanos(Evidence evidence, SpanSet set) {
    SetSummary summary = evidence.traces().summary(set);
    return (double) summary.totalDurationNanos() / summary.spans();
  }
}
