package dev.spanprofiles.it.truth;

import dev.spanprofiles.it.truth.Marks.Place;
import dev.spanprofiles.it.truth.Sample.Event;
import dev.spanprofiles.it.truth.Truth.Labels;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Compares samples with their truth, a score for each scenario and event. */
final class Judge {
  private final Map<Integer, Truth> truths;
  private final Map<String, Map<Event, Score>> scores = new HashMap<>();

  /**
   * A judge who knows what is due.
   *
   * @param truths by their number in {@link Marks}
   */
  Judge(Map<Integer, Truth> truths) {
    this.truths = truths;
  }

  /**
   * Judges one sample.
   *
   * @param running the scenario that ran; a sample in a stretch belongs to the stretch's scenario
   */
  void judge(String running, Sample sample) {
    Place place = Marks.placeOf(sample.stack());
    if (place instanceof Place.Stretch stretch) {
      Truth truth = truths.get(stretch.number());
      if (truth == null) {
        throw new IllegalStateException("no truth has the number " + stretch.number());
      }
      compare(truth, sample, score(truth.scenario(), sample.event()));
    } else if (place instanceof Place.Idle) {
      compare(new Truth(running, null), sample, score(running, sample.event()));
    } else {
      score(running, sample.event())
          .add(place instanceof Place.Border ? Outcome.BORDER : Outcome.UNMARKED);
    }
  }

  /** The scores of a scenario; of events without a sample there is none. */
  Map<Event, Score> scores(String scenario) {
    return scores.getOrDefault(scenario, Map.of());
  }

  private Score score(String scenario, Event event) {
    return scores
        .computeIfAbsent(scenario, name -> new EnumMap<>(Event.class))
        .computeIfAbsent(event, kind -> new Score());
  }

  private static void compare(Truth truth, Sample sample, Score score) {
    Labels due = truth.owner();
    Labels has = sample.labels();
    if (due == null) {
      score.add(has == null ? Outcome.CLEAN : Outcome.LEAKED);
    } else if (has == null) {
      score.add(Outcome.LOST);
    } else if (!has.spanId().equals(due.spanId())) {
      score.add(Outcome.OTHER);
    } else {
      score.addRight(has.spanName().equals(due.spanName()), has.traceId().equals(due.traceId()));
    }
  }
}
