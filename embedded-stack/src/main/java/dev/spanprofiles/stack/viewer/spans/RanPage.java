package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.SpanCost;
import dev.spanprofiles.stack.viewer.page.Json;
import dev.spanprofiles.stack.viewer.page.Page;
import dev.spanprofiles.stack.viewer.page.Services;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The spans of a set that ran a function.
 *
 * @param path to the frame that is meant; empty for the function wherever it is
 * @param spans those that ran it most first
 */
record RanPage(
    SetAddress address,
    List<String> path,
    ProfileType type,
    SetFigures figures,
    Bounded<SpanCost> spans,
    Services services)
    implements Page {

  @Override
  public String template() {
    return "spans/ran";
  }

  /** The functions around the frame, the nearest first. */
  List<String> callers() {
    List<String> callers = new ArrayList<>(path);
    Collections.reverse(callers);
    return callers.stream().skip(1).toList();
  }

  /** The page of the set it was asked of. */
  String set() {
    return address.ran("").address();
  }

  @Override
  public Object json() {
    return Json.object(
        "q", address.query().text(),
        "function", address.function(),
        "path", path.isEmpty() ? null : path,
        "type", type.toString(),
        "ranBy", spans.total(),
        "ofSpans", figures.summary().spans(),
        "spans", spans.items().stream().map(RanPage::json).toList());
  }

  private static Map<String, @Nullable Object> json(SpanCost cost) {
    Map<String, @Nullable Object> json = OneSpan.json(cost.span());
    json.put("value", cost.value());
    json.put("samples", cost.samples());
    return json;
  }
}
