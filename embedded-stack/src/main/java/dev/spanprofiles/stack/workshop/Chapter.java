package dev.spanprofiles.stack.workshop;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One chapter: a symptom, what to switch for it, and questions.
 *
 * @param id the name of its folder without the number, as in its address
 * @param title the symptom in a few words; never what is wrong
 * @param minutes how long a participant takes
 * @param jdk the oldest JDK that the services need for it; 0 for any
 * @param start what begins it
 * @param mend what mends it
 * @param promise how it is seen that it is mended
 * @param symptom Markdown, shown at once
 * @param explanation Markdown, shown once all is answered
 */
public record Chapter(
    String id,
    String title,
    int minutes,
    int jdk,
    List<Switch> start,
    List<Switch> mend,
    Promise promise,
    List<Question> questions,
    String symptom,
    String explanation) {

  public Chapter {
    start = List.copyOf(start);
    mend = List.copyOf(mend);
    questions = List.copyOf(questions);
  }

  /** Why it cannot be done with the JDK at hand; empty if it can. */
  public Optional<String> impossible(int feature) {
    return feature >= jdk
        ? Optional.empty()
        : Optional.of(
            "It needs services on JDK %d or newer; these run on %d.".formatted(jdk, feature));
  }

  /**
   * A request to a service.
   *
   * @param put the address, with names of services in braces: {@code {eu-north}/incidents}
   * @param body what is sent, as JSON
   */
  public record Switch(String put, String body) {}

  /**
   * A figure that is better once it is mended.
   *
   * @param of TraceQL: the spans it is of
   * @param measure what of them
   */
  public record Promise(String of, Measure measure) {}

  /** A chapter's file, {@code chapter.yaml}; its texts stand beside it. */
  record File(
      String title,
      int minutes,
      @Nullable Integer jdk,
      List<Switch> start,
      List<Switch> mend,
      Promise promise,
      List<Question> questions) {

    Chapter with(String id, String symptom, String explanation) {
      return new Chapter(
          id,
          title,
          minutes,
          jdk == null ? 0 : jdk,
          start,
          mend,
          promise,
          questions,
          symptom,
          explanation);
    }
  }
}
