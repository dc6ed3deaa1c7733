package dev.spanprofiles.stack.workshop;

import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.SetSummary;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TraceReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Takes somebody through a workshop: begins a chapter, holds answers against facts, mends. */
public final class Classroom {

  /** Short, so that another chapter's fault is hardly in it. */
  private static final long BEFORE_NANOS = Duration.ofMinutes(3).toNanos();

  /** Of fewer nothing is promised: what the first one takes is often the JVM's doing. */
  private static final int LEAST_SPANS = 3;

  private final Workshop workshop;
  private final ProgressFile progress;
  private final Switches switches;
  private final TraceReader traces;
  private final ProfileReader profiles;
  private final Clock clock;

  public Classroom(
      Workshop workshop,
      ProgressFile progress,
      TraceReader traces,
      ProfileReader profiles,
      Clock clock) {
    this.workshop = workshop;
    this.progress = progress;
    this.switches = new Switches(workshop.services());
    this.traces = traces;
    this.profiles = profiles;
    this.clock = clock;
  }

  public Workshop workshop() {
    return workshop;
  }

  public Progress progress(Chapter chapter) {
    return progress.of(chapter);
  }

  /** Ends whatever was begun, and begins this chapter, with nothing answered. */
  public void start(Chapter chapter) {
    chapter
        .impossible(Runtime.version().feature())
        .ifPresent(
            why -> {
              throw new WorkshopException(why, null);
            });
    switches.send(workshop.reset());
    switches.send(chapter.start());
    progress.keep(chapter, Progress.NONE.started(clock.nanos()));
  }

  /** Does what mends it. */
  public void mend(Chapter chapter) {
    switches.send(chapter.mend());
    progress.keep(chapter, progress.of(chapter).mended(clock.nanos()));
  }

  /** Ends whatever was begun, and forgets what was answered. */
  public void reset(Chapter chapter) {
    switches.send(workshop.reset());
    progress.keep(chapter, Progress.NONE);
  }

  /**
   * Holds an answer against the facts at this moment, and keeps it if it is right.
   *
   * @param question its number, from 1
   */
  public Verdict answer(Chapter chapter, int question, String answer) {
    Progress before = progress.of(chapter);
    if (!before.isStarted()) {
      return Verdict.unknown("Begin the chapter first: nothing goes wrong yet.");
    }
    Verdict verdict = chapter.questions().get(question - 1).check(answer, evidence(before));
    if (verdict.right()) {
      progress.keep(chapter, before.withSolved(question));
    }
    return verdict;
  }

  /** Shows one hint more. */
  public void hint(Chapter chapter, int question) {
    int most = chapter.questions().get(question - 1).hints().size();
    progress.keep(chapter, progress.of(chapter).withHint(question, most));
  }

  /** The first question that is not answered yet. */
  public OptionalInt open(Chapter chapter) {
    Progress now = progress.of(chapter);
    return IntStream.rangeClosed(1, chapter.questions().size())
        .filter(question -> !now.solved().contains(question))
        .findFirst();
  }

  /** What is seen before it was mended and after; empty until there are spans of both times. */
  public Optional<BeforeAndAfter> promise(Chapter chapter) {
    Progress now = progress.of(chapter);
    if (!now.isMended()) {
      return Optional.empty();
    }
    SpanSet before = set(chapter, new TimeRange(now.startedNanos(), now.mendedNanos()));
    SpanSet after = set(chapter, new TimeRange(now.mendedNanos(), clock.nanos()));
    SetSummary wrong = traces.summary(before);
    SetSummary mended = traces.summary(after);
    if (wrong.spans() < LEAST_SPANS || mended.spans() < LEAST_SPANS) {
      return Optional.empty();
    }
    Measure measure = chapter.promise().measure();
    return Optional.of(
        new BeforeAndAfter(
            chapter.promise().of(),
            measure,
            measure.of(wrong),
            wrong.spans(),
            measure.of(mended),
            mended.spans()));
  }

  /**
   * A figure before something was mended and after, in milliseconds where it is a time.
   *
   * @param of TraceQL: of which spans
   * @param spansBefore how many spans it rests on
   * @param spansAfter how many spans it rests on
   */
  public record BeforeAndAfter(
      String of, Measure measure, double before, long spansBefore, double after, long spansAfter) {

    public String sentence() {
      return "%s of %s: %s before (%d spans), %s now (%d spans)."
          .formatted(
              measure.title(),
              of,
              measure.write(before),
              spansBefore,
              measure.write(after),
              spansAfter);
    }
  }

  private static SpanSet set(Chapter chapter, TimeRange range) {
    return new SpanSet(Evidence.filter(chapter.promise().of()), range);
  }

  /** Up to when it was mended: what is seen afterwards is another system. */
  private Evidence evidence(Progress now) {
    long end = now.isMended() ? now.mendedNanos() : clock.nanos();
    return new Evidence(traces, profiles, new TimeRange(now.startedNanos(), end), before(now));
  }

  /** The minutes before a chapter was begun. */
  public static TimeRange before(Progress now) {
    return new TimeRange(now.startedNanos() - BEFORE_NANOS, now.startedNanos());
  }

  /** The chapters of which this JDK can show what goes wrong. */
  public List<Chapter> possible() {
    int feature = Runtime.version().feature();
    return workshop.chapters().stream()
        .filter(chapter -> chapter.impossible(feature).isEmpty())
        .toList();
  }
}
