package dev.spanprofiles.stack.viewer.workshop;

import dev.spanprofiles.stack.workshop.Classroom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chapter in a terminal: the same page, its Markdown as it was written. */
final class ChapterText {

  private static final String RULE = "-".repeat(72);

  private ChapterText() {}

  static String of(ChapterPage page) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d. %s (%d min)"
            .formatted(page.number(), page.chapter().title(), page.chapter().minutes()));
    lines.add(RULE);
    lines.add(page.chapter().symptom().strip());
    page.impossible().ifPresent(lines::add);
    if (!page.progress().isStarted()) {
      lines.add("");
      lines.add(
          "Not begun. Begin with:  make workshop CHAPTER=%d START=1".formatted(page.number()));
      return String.join("\n", lines) + "\n";
    }
    page.questions().forEach(asked -> add(lines, page, asked));
    if (page.isSolved()) {
      lines.add(RULE);
      lines.add(page.chapter().explanation().strip());
      lines.add("");
      lines.add(
          page.promise()
              .map(Classroom.BeforeAndAfter::sentence)
              .orElse(
                  page.progress().isMended()
                      ? "Mended: ask again in some seconds what it did."
                      : "Mend it with:  make workshop CHAPTER=%d MEND=1".formatted(page.number())));
    }
    if (!page.isSolved() && page.progress().isMended()) {
      lines.add(RULE);
      lines.add("It is mended: answers are held against what was seen before.");
    }
    return String.join("\n", lines) + "\n";
  }

  private static void add(List<String> lines, ChapterPage page, ChapterPage.Asked asked) {
    lines.add(RULE);
    lines.add("Question %d%s".formatted(asked.number(), asked.solved() ? ": answered" : ""));
    lines.add(asked.question().ask().strip());
    asked.hints().forEach(hint -> lines.add("Hint: " + hint.strip()));
    if (asked.said() != null) {
      lines.add(
          asked.said().verdict().title().toUpperCase(Locale.ROOT)
              + " "
              + asked.said().verdict().sentence());
    } else if (!asked.solved()) {
      lines.add(
          "Answer with:  make workshop CHAPTER=%d QUESTION=%d ANSWER='…'   (HINT=1 for a hint)"
              .formatted(page.number(), asked.number()));
    }
  }
}
