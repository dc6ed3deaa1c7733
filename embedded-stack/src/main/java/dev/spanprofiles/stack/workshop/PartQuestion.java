package dev.spanprofiles.stack.workshop;

import dev.spanprofiles.stack.sets.TimeAccount;
import dev.spanprofiles.stack.sets.TimePart.Kind;
import dev.spanprofiles.stack.storage.SpanSet;
import java.util.Arrays;
import java.util.List;

/**
 * Which part of the time makes the difference: {@code cpu}, {@code lock}, {@code stopped} …
 *
 * @param except parts that are no answer, as they are known already
 */
record PartQuestion(
    String ask, Sides spans, List<String> except, List<String> hints, List<Hunch> wrong)
    implements Question {

  PartQuestion {
    except = Lists.orEmpty(except);
    hints = List.copyOf(hints);
    wrong = Lists.orEmpty(wrong);
  }

  /** A part by its title is the part. */
  @Override
  public String meant(String answer) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.title().equalsIgnoreCase(answer))
        .findFirst()
        .map(Kind::id)
        .orElse(answer);
  }

  @Override
  public Fact fact(Evidence evidence) {
    return spans.fact(evidence, now -> fact(evidence, now));
  }

  private Fact fact(Evidence evidence, Sides.Now now) {
    TimeAccount these = account(evidence, now.these());
    TimeAccount others = account(evidence, now.others());
    return new Ranking(
        "part of the time",
        Arrays.stream(Kind.values())
            .filter(kind -> !except.contains(kind.id()))
            .map(
                kind ->
                    new Ranking.Candidate(
                        kind.id(), these.nanosPerSpan(kind), others.nanosPerSpan(kind)))
            .toList(),
        (double) others.durationNanos() / others.spans(),
        Units::millis);
  }

  private static TimeAccount account(Evidence evidence, SpanSet set) {
    return TimeAccount.of(evidence.profiles().times(set));
  }
}
