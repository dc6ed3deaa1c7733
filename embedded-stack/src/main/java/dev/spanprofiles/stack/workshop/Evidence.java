package dev.spanprofiles.stack.workshop;

import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.traceql.TraceQl;
import dev.spanprofiles.stack.traceql.TraceQlException;
import java.util.Optional;

/**
 * What facts are worked out from: the readers, and the time since a chapter was begun.
 *
 * @param range from the start of the chapter to now
 * @param before some minutes before it
 */
public record Evidence(
    TraceReader traces, ProfileReader profiles, TimeRange range, TimeRange before) {

  /**
   * The spans of that time that a query finds.
   *
   * @throws WorkshopException if it is no TraceQL
   */
  SpanSet spans(String query) {
    return new SpanSet(filter(query), range);
  }

  /** Those that it found before the chapter began. */
  SpanSet spansBefore(String query) {
    return new SpanSet(filter(query), before);
  }

  static SpanFilter filter(String query) {
    try {
      return TraceQl.parse(query).filter();
    } catch (TraceQlException e) {
      throw new WorkshopException("a chapter asks “" + query + "”: " + e.getMessage(), e);
    }
  }

  /** Says what is missing if the set has fewer spans than a fact needs. */
  Optional<Fact> missing(SpanSet set, int needed) {
    long spans = traces.summary(set).spans();
    if (spans >= needed) {
      return Optional.empty();
    } else if (set.range().equals(before)) {
      return Optional.of(
          new Fact.Unknown(
              "Only %d of these requests were seen in the minutes before the chapter began, and %d"
                      .formatted(spans, needed)
                  + " are needed to compare. End it, wait a minute, and begin anew."));
    }
    return Optional.of(
        new Fact.Unknown(
            spans == 0
                ? "None of the requests that this is about was seen since the chapter began."
                    + " Is it started? The first ones take some seconds."
                : "Only %d of the requests that this is about were seen so far, and %d are"
                        .formatted(spans, needed)
                    + " needed to tell. Wait some seconds."));
  }
}
