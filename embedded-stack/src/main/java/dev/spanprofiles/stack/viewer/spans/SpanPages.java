package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.flamegraph.FlameGraphPage;
import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.sets.Comparison;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.StackTotals;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.viewer.page.Format;
import dev.spanprofiles.stack.viewer.page.Json;
import dev.spanprofiles.stack.viewer.page.Pages;
import dev.spanprofiles.stack.viewer.page.Parameters;
import dev.spanprofiles.stack.viewer.page.RangeText;
import dev.spanprofiles.stack.viewer.page.StaticFiles;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** The addresses about sets of spans. */
public final class SpanPages {

  private final SetFinder finder;
  private final CompareFinder compared;
  private final RanFinder ran;
  private final TakeAway takeAway;
  private final Completion completion;
  private final ViewerSettings settings;
  private final Clock clock;
  private final Pages pages;

  public SpanPages(
      TraceReader traces,
      ProfileReader profiles,
      ViewerSettings settings,
      Clock clock,
      Pages pages) {
    this.finder = new SetFinder(traces, profiles, settings, clock);
    this.compared =
        new CompareFinder(
            finder, profiles, new Comparison(traces, Comparison.Limits.DEFAULT), settings, clock);
    this.ran = new RanFinder(finder, profiles);
    this.takeAway = new TakeAway(finder, compared);
    this.completion = new Completion(traces);
    this.settings = settings;
    this.clock = clock;
    this.pages = pages;
  }

  public void routes(RoutesConfig routes) {
    routes.get(SetAddress.PAGE, this::page);
    routes.get(SetAddress.GRAPH, this::graph);
    takeAway.routes(routes);
    routes.get("/spans/complete", this::complete);
    routes.get(SetAddress.RAN, this::ran);
  }

  private void ran(Context ctx) {
    List<String> path = Parameters.text(ctx, "path").lines().toList();
    pages.answer(ctx, ran.page(SetAddress.parse(ctx), path));
  }

  /** For scripts alone: what may stand where someone types. */
  private void complete(Context ctx) {
    String field = Parameters.text(ctx, "field");
    String text = String.valueOf(ctx.queryParamMap().getOrDefault("text", List.of("")).get(0));
    TimeRange range =
        Parameters.range(ctx, "start", "end")
            .orElse(RangeText.LAST_HOUR)
            .at(clock.nanos(), settings.longestRange());
    Completion.Options found =
        field.equals("query")
            ? completion.ofQuery(text, Parameters.number(ctx, "at", text.length()), range)
            : completion.ofField(field, text, range);
    ctx.json(Json.object("from", found.from(), "to", found.to(), "options", found.options()));
  }

  /** The form's fields, and a condition that is added, become a query, which is what is shared. */
  private void page(Context ctx) {
    SetAddress address = SetAddress.parse(ctx);
    String condition = Parameters.text(ctx, "and");
    if (QueryForm.isIn(ctx)) {
      ctx.redirect(address.with(QueryForm.parse(ctx).query()).address());
    } else if (!condition.isEmpty()) {
      ctx.redirect(address.and(condition).address());
    } else {
      pages.answer(
          ctx, address.against().isPresent() ? compared.page(address) : finder.page(address));
    }
  }

  private void graph(Context ctx) {
    SetAddress address = SetAddress.parse(ctx);
    ProfileType type = address.type().orElse(ProfileType.CPU);
    FlameGraphPage page = graphPage(type);
    String html =
        address.against().isPresent()
            ? difference(page, address, type)
            : graph(page, address, type);
    pages.graph(ctx, html, page.nonce());
  }

  private String graph(FlameGraphPage page, SetAddress address, ProfileType type) {
    SetFigures figures = finder.readable(address);
    StackTotals stacks = finder.stacks(figures.set(), type);
    String title = Format.name(type) + " of " + address.query().text() + perhapsPartial(figures);
    return page.of(title, stacks.stacks(), address.shape());
  }

  private String difference(FlameGraphPage page, SetAddress address, ProfileType type) {
    CompareFinder.Stacks stacks = compared.stacks(address, type);
    String title =
        "%s %s of %s against %s"
            .formatted(
                Format.name(type),
                PerSpan.of(type).text(),
                address.query().text(),
                address.other().query().text());
    return page.ofDifference(title, stacks.set(), stacks.against(), address.shape());
  }

  private String perhapsPartial(SetFigures figures) {
    return Arrival.late(figures, Optional.empty(), clock.nanos(), settings).isPresent()
        ? " (samples may still be on their way)"
        : "";
  }

  private FlameGraphPage graphPage(ProfileType type) {
    return FlameGraphPage.linked(
        StaticFiles.address("flamegraph.css"),
        StaticFiles.address("flamegraph.js"),
        type.sampleUnit(),
        pages.nonce());
  }
}
