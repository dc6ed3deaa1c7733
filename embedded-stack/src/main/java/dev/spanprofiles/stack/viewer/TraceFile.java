package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.viewer.page.Format;
import dev.spanprofiles.stack.viewer.page.StaticFiles;
import dev.spanprofiles.stack.viewer.spans.GraphFile;
import dev.spanprofiles.stack.viewer.time.TimelinePage;
import java.util.List;
import java.util.Optional;

/**
 * A trace with its logs, profiles and accounts of time in one file, for people without this server.
 *
 * @param graphs of all of its spans, one of each profile type that there are samples of
 * @param details of the longest spans that have samples, in the waterfall's order
 * @param samplesOmitted how many such spans have none here
 */
record TraceFile(TracePage page, List<GraphFile> graphs, List<Detail> details, int samplesOmitted) {

  /**
   * One span from within.
   *
   * @param graph empty if it has no samples
   */
  record Detail(Span span, TimelinePage timeline, Optional<GraphFile> graph) {

    String anchor() {
      return TraceFile.anchor(span);
    }
  }

  private static String anchor(Span span) {
    return "inside-" + SpanId.toHex(span.spanId());
  }

  /** Where in the file a span is shown from within; empty if it is not. */
  Optional<String> link(Span span) {
    return details.stream()
        .filter(detail -> detail.span().spanId() == span.spanId())
        .findFirst()
        .map(detail -> "#" + detail.anchor());
  }

  String style() {
    return StaticFiles.content("app.css");
  }

  String script() {
    return StaticFiles.content("timeline.js");
  }

  /** What was left out, in a sentence; empty if nothing was. */
  Optional<String> omitted() {
    return samplesOmitted == 0
        ? Optional.empty()
        : Optional.of(
            "Of "
                + Format.count(samplesOmitted, "more span")
                + " with samples, which are shorter, timeline and flame graph are not in this"
                + " file.");
  }
}
