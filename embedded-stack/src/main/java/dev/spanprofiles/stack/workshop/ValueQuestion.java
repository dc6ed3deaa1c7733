package dev.spanprofiles.stack.workshop;

import dev.spanprofiles.stack.storage.AttributeCounts;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.traceql.TraceQl;
import dev.spanprofiles.stack.traceql.TraceQlException;
import java.util.List;

/**
 * Which value of an attribute do some spans have that others do not?
 *
 * @param key the attribute, as TraceQL writes it: {@code span.tenant}
 */
record ValueQuestion(String ask, Sides spans, String key, List<String> hints, List<Hunch> wrong)
    implements Question {

  private static final int MAX_SPANS = 10_000;
  private static final int MAX_VALUES = 100;

  ValueQuestion {
    hints = List.copyOf(hints);
    wrong = Lists.orEmpty(wrong);
  }

  @Override
  public Fact fact(Evidence evidence) {
    return spans.fact(evidence, now -> fact(evidence, now));
  }

  private Fact fact(Evidence evidence, Sides.Now now) {
    AttributeCounts counts =
        evidence.traces().attributes(List.of(now.these(), now.others()), MAX_SPANS, MAX_VALUES);
    Field field = field();
    List<Ranking.Candidate> candidates =
        counts.keys().stream()
            .filter(attribute -> attribute.field().equals(field))
            .flatMap(attribute -> attribute.values().items().stream())
            .map(
                value ->
                    new Ranking.Candidate(
                        value.value().toString(), share(value, counts, 0), share(value, counts, 1)))
            .toList();
    return new Ranking("value of " + key, candidates, 1, Units::percent, "of");
  }

  private static double share(AttributeCounts.Value value, AttributeCounts counts, int set) {
    return (double) value.spans().get(set) / counts.countedSpans().get(set);
  }

  private Field field() {
    try {
      return TraceQl.parseField(key);
    } catch (TraceQlException e) {
      throw new WorkshopException("a chapter asks for “" + key + "”: " + e.getMessage(), e);
    }
  }
}
