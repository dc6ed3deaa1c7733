package dev.spanprofiles.stack.workshop;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.StackTotals;
import dev.spanprofiles.stack.storage.TypeTotal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which function do some spans run that others do not?
 *
 * @param profile the name of a profile type and its sample type, such as {@code process_cpu:cpu}
 * @param code only functions whose name begins so are an answer, such as {@code dev.example.}
 */
record FunctionQuestion(
    String ask, Sides spans, String profile, String code, List<String> hints, List<Hunch> wrong)
    implements Question {

  private static final int STACKS = 5_000;

  /** Made while a JVM runs, so that the same one is called otherwise in every JVM. */
  private static final Pattern HIDDEN_CLASS = Pattern.compile("LambdaForm|0x\\p{XDigit}{8}");

  FunctionQuestion {
    hints = List.copyOf(hints);
    wrong = Lists.orEmpty(wrong);
  }

  @Override
  public Fact fact(Evidence evidence) {
    return spans.fact(evidence, now -> fact(evidence, now));
  }

  private Fact fact(Evidence evidence, Sides.Now now) {
    @Nullable ProfileType type = type(evidence, now.these());
    if (type == null) {
      return new Fact.Unknown("No sample of these requests has arrived yet: wait some seconds.");
    }
    Map<String, Double> figures = perSpan(evidence, now.these(), type);
    Map<String, Double> otherFigures = perSpan(evidence, now.others(), type);
    List<Ranking.Candidate> candidates =
        figures.entrySet().stream()
            .filter(entry -> entry.getKey().replace('/', '.').startsWith(code))
            .filter(entry -> !HIDDEN_CLASS.matcher(entry.getKey()).find())
            .map(
                entry ->
                    new Ranking.Candidate(
                        entry.getKey(),
                        entry.getValue(),
                        otherFigures.getOrDefault(entry.getKey(), 0.0)))
            .toList();
    double whole = evidence.profiles().stackTotals(now.others(), type, 1).value();
    long others = evidence.traces().summary(now.others()).spans();
    return new Ranking("function of " + code + "*", candidates, whole / others, unit(type));
  }

  private @Nullable ProfileType type(Evidence evidence, SpanSet set) {
    return evidence.profiles().totals(set).stream()
        .map(TypeTotal::type)
        .filter(type -> (type.name() + ":" + type.sampleType()).equals(profile))
        .findFirst()
        .orElse(null);
  }

  /** What each function and all that it called took of a span, on average. */
  private static Map<String, Double> perSpan(Evidence evidence, SpanSet set, ProfileType type) {
    StackTotals stacks = evidence.profiles().stackTotals(set, type, STACKS);
    double spans = evidence.traces().summary(set).spans();
    Map<String, Double> totals = new HashMap<>();
    for (StackTotal stack : stacks.stacks()) {
      Set<String> once = new HashSet<>(stack.stackTrace().functions());
      once.forEach(function -> totals.merge(function, stack.value() / spans, Double::sum));
    }
    return totals;
  }

  private static DoubleFunction<String> unit(ProfileType type) {
    return switch (type.sampleUnit()) {
      case "nanoseconds" -> Units::millis;
      case "bytes" -> Units::megabytes;
      default -> Units::count;
    };
  }
}
