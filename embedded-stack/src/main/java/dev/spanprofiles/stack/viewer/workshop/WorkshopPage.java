package dev.spanprofiles.stack.viewer.workshop;

import dev.spanprofiles.stack.viewer.page.Json;
import dev.spanprofiles.stack.viewer.page.Page;
import dev.spanprofiles.stack.workshop.Workshop.TrainingPath;
import java.util.List;
import java.util.Optional;

/**
 * All chapters, and the paths through them.
 *
 * @param solved how many chapters are answered whole
 * @param possible how many chapters can be done with this JDK
 */
public record WorkshopPage(
    String title, List<TrainingPath> paths, List<Row> rows, long solved, int possible)
    implements Page {

  /**
   * One chapter.
   *
   * @param answered how many of its questions are answered
   * @param impossible why it cannot be done here; empty if it can
   */
  public record Row(
      int number,
      String title,
      int minutes,
      int questions,
      int answered,
      boolean started,
      Optional<String> impossible) {

    public String state() {
      if (impossible.isPresent()) {
        return impossible.get();
      }
      if (answered == questions) {
        return "done";
      }
      return started ? answered + " of " + questions + " answered" : "";
    }
  }

  @Override
  public String template() {
    return "workshop/workshop";
  }

  @Override
  public Object json() {
    return Json.object(
        "title",
        title,
        "solved",
        solved,
        "possible",
        possible,
        "chapters",
        rows.stream()
            .map(
                row ->
                    Json.object(
                        "number", row.number(),
                        "title", row.title(),
                        "minutes", row.minutes(),
                        "questions", row.questions(),
                        "answered", row.answered(),
                        "impossible", row.impossible().orElse(null)))
            .toList());
  }

  @Override
  public Optional<String> text() {
    StringBuilder text = new StringBuilder(title).append("\n\n");
    for (Row row : rows) {
      text.append(
          "%3d. %-60s %2d min  %s%n"
              .formatted(row.number(), row.title(), row.minutes(), row.state()));
    }
    return Optional.of(text.append("\n%d of %d done.%n".formatted(solved, possible)).toString());
  }
}
