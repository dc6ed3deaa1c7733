package dev.spanprofiles.stack.viewer.time;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.viewer.page.Pages;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.function.Function;

/** The addresses about one span over time. */
public final class TimePages {

  private static final String PATH = "/traces/{traceId}/spans/{spanId}/timeline";

  private final Function<Context, Span> spans;
  private final Timelines timelines;
  private final Pages pages;

  /**
   * @param spans finds the span that an address names
   */
  public TimePages(Function<Context, Span> spans, Timelines timelines, Pages pages) {
    this.spans = spans;
    this.timelines = timelines;
    this.pages = pages;
  }

  public void routes(RoutesConfig routes) {
    routes.get(PATH, ctx -> pages.answer(ctx, timelines.page(spans.apply(ctx))));
  }

  public static String address(Span span) {
    return "/traces/" + span.traceId() + "/spans/" + SpanId.toHex(span.spanId()) + "/timeline";
  }
}
