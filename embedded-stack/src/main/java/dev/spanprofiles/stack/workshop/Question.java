package dev.spanprofiles.stack.workshop;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * A question whose answer is a fact of the running system: it is worked out anew, from what is
 * stored, each time somebody answers. Nowhere does it say what is right.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(name = "function", value = FunctionQuestion.class),
  @JsonSubTypes.Type(name = "value", value = ValueQuestion.class),
  @JsonSubTypes.Type(name = "span", value = SpanQuestion.class),
  @JsonSubTypes.Type(name = "part", value = PartQuestion.class),
  @JsonSubTypes.Type(name = "figure", value = FigureQuestion.class)
})
public sealed interface Question
    permits FunctionQuestion, ValueQuestion, SpanQuestion, PartQuestion, FigureQuestion {

  /** What is asked, as Markdown. */
  String ask();

  /** Of rising directness. */
  List<String> hints();

  /** Wrong answers with a sentence of their own. */
  List<Hunch> wrong();

  /** The facts at this moment. */
  Fact fact(Evidence evidence);

  /** What is meant by an answer, where a page has another word for it. */
  default String meant(String answer) {
    return answer;
  }

  /** Holds an answer against the facts at this moment. */
  default Verdict check(String answer, Evidence evidence) {
    if (answer.isBlank()) {
      return Verdict.wrong("Nothing was answered.");
    }
    Fact fact = fact(evidence);
    String meant = meant(answer.strip());
    return wrong().stream()
        .filter(hunch -> fact.isKnown() && hunch.matches(meant))
        .findFirst()
        .map(hunch -> Verdict.wrong(hunch.says()))
        .orElseGet(() -> fact.check(meant));
  }
}
