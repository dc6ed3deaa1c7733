package dev.spanprofiles.stack.viewer.workshop;

import dev.spanprofiles.stack.viewer.page.Json;
import dev.spanprofiles.stack.viewer.page.Page;
import dev.spanprofiles.stack.workshop.Chapter;
import dev.spanprofiles.stack.workshop.Classroom;
import dev.spanprofiles.stack.workshop.Progress;
import dev.spanprofiles.stack.workshop.Question;
import dev.spanprofiles.stack.workshop.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One chapter, as far as somebody is in it.
 *
 * @param impossible why it cannot be done here; empty if it can
 * @param promise what is seen before it was mended and after; empty until it can be told
 * @param said what was said of the answer that was just given; null if none was
 */
public record ChapterPage(
    int number,
    Chapter chapter,
    Progress progress,
    Optional<String> impossible,
    Optional<Classroom.BeforeAndAfter> promise,
    @Nullable Said said,
    boolean last)
    implements Page {

  /** A verdict on the answer to one question. */
  public record Said(int question, String answer, Verdict verdict) {}

  /**
   * A question as it is shown.
   *
   * @param hints those that were asked for
   */
  public record Asked(
      int number, Question question, boolean solved, List<String> hints, @Nullable Said said) {

    public String html() {
      return Markdown.html(question.ask());
    }

    public boolean hasMoreHints() {
      return !solved && hints.size() < question.hints().size();
    }
  }

  public List<Asked> questions() {
    return IntStream.rangeClosed(1, chapter.questions().size()).mapToObj(this::asked).toList();
  }

  private Asked asked(int question) {
    Question asked = chapter.questions().get(question - 1);
    return new Asked(
        question,
        asked,
        progress.solved().contains(question),
        asked.hints().subList(0, progress.hints().getOrDefault(question, 0)),
        said != null && said.question() == question ? said : null);
  }

  public boolean isSolved() {
    return progress.solved().size() == chapter.questions().size();
  }

  public String symptom() {
    return Markdown.html(chapter.symptom(), times());
  }

  /** Links lead to the time of the chapter, as answers are held against it alone. */
  private Optional<Times> times() {
    return progress.isStarted() ? Optional.of(Times.of(progress)) : Optional.empty();
  }

  /** All operations since it was begun. */
  public String operations() {
    return Times.of(progress).operations();
  }

  /** What was promised of before it was mended and of what came after. */
  public String beforeAndAfter() {
    return Times.of(progress).beforeAndAfter(chapter.promise().of());
  }

  public String explanation() {
    return Markdown.html(chapter.explanation());
  }

  @Override
  public String template() {
    return "workshop/chapter";
  }

  @Override
  public Optional<String> text() {
    return Optional.of(ChapterText.of(this));
  }

  @Override
  public Object json() {
    return Json.object(
        "number",
        number,
        "title",
        chapter.title(),
        "started",
        progress.isStarted(),
        "mended",
        progress.isMended(),
        "promise",
        promise
            .map(
                seen ->
                    Json.object(
                        "measure", seen.measure().title(),
                        "before", seen.before(),
                        "spansBefore", seen.spansBefore(),
                        "after", seen.after(),
                        "spansAfter", seen.spansAfter()))
            .orElse(null),
        "questions",
        questions().stream()
            .map(
                asked ->
                    Json.object(
                        "number", asked.number(),
                        "ask", asked.question().ask(),
                        "solved", asked.solved(),
                        "hints", asked.hints()))
            .toList(),
        "verdict",
        said == null
            ? null
            : Json.object(
                "question", said.question(),
                "right", said.verdict().right(),
                "sentence", said.verdict().sentence()));
  }
}
