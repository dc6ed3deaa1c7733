package dev.spanprofiles.stack.viewer.time;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.sets.TimeAccount;
import dev.spanprofiles.stack.viewer.page.Json;
import dev.spanprofiles.stack.viewer.page.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One span over time.
 *
 * @param sampled {@code wall time} or {@code CPU time}: what its samples are of
 * @param inferred whether the samples are its local root's, by time and thread
 * @param tooMany whether it has more samples than are looked at
 */
public record TimelinePage(
    Span span,
    TimeAccount account,
    Timeline timeline,
    String sampled,
    boolean inferred,
    boolean tooMany)
    implements Page {

  @Override
  public String template() {
    return "time/page";
  }

  String traceAddress() {
    return "/traces/" + span.traceId();
  }

  String spanAddress() {
    return traceAddress() + "/spans/" + SpanId.toHex(span.spanId());
  }

  @Override
  public Object json() {
    return Json.object(
        "traceId", span.traceId().toString(),
        "spanId", SpanId.toHex(span.spanId()),
        "durationNanos", span.durationNanos(),
        "inferred", inferred,
        "timeParts", TimeText.json(account),
        "threads", timeline.lanes().stream().map(TimelinePage::json).toList());
  }

  private static Map<String, @Nullable Object> json(Timeline.Lane lane) {
    List<Map<String, @Nullable Object>> stretches =
        lane.segments().stream()
            .map(
                segment ->
                    Json.object(
                        "part", segment.kind().id(),
                        "from", segment.from(),
                        "lasted", segment.lasted(),
                        "stack", segment.stack()))
            .toList();
    return Json.object("thread", lane.thread(), "stretches", stretches);
  }
}
