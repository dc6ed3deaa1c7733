package dev.spanprofiles.stack.viewer.operations;

import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.Operation;
import dev.spanprofiles.stack.storage.OperationSummary;
import dev.spanprofiles.stack.storage.OperationTotals;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.viewer.page.Pages;
import dev.spanprofiles.stack.viewer.page.Services;
import dev.spanprofiles.stack.viewer.page.Together;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The start page's address, and what it finds. */
public final class OperationPages {

  /** Rows of one page at the most, those with the most spans. */
  static final int MAX_ROWS = 500;

  private final TraceReader traces;
  private final ProfileReader profiles;
  private final ViewerSettings settings;
  private final Clock clock;
  private final Pages pages;
  private final Together together = new Together();

  public OperationPages(
      TraceReader traces,
      ProfileReader profiles,
      ViewerSettings settings,
      Clock clock,
      Pages pages) {
    this.traces = traces;
    this.profiles = profiles;
    this.settings = settings;
    this.clock = clock;
    this.pages = pages;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/operations", ctx -> pages.answer(ctx, page(OperationsAddress.parse(ctx))));
  }

  private OperationsPage page(OperationsAddress address) {
    TimeRange range = address.rangeText().at(clock.nanos(), settings.longestRange());
    SpanSet set = new SpanSet(address.filter(), range);
    Supplier<Map<Operation, OperationTotals>> asked =
        together.ask(() -> profiles.totalsByOperation(range));
    Bounded<OperationSummary> found = traces.operations(set, MAX_ROWS);
    Map<Operation, OperationTotals> totals = asked.get();
    double seconds = (range.endNanos() - range.startNanos()) / 1e9;
    List<OperationRow> rows =
        found.items().stream()
            .map(
                summary ->
                    new OperationRow(
                        summary,
                        totals.getOrDefault(summary.operation(), OperationTotals.NONE),
                        summary.spans() / seconds))
            .sorted(address.order().comparator())
            .toList();
    return new OperationsPage(
        address,
        range,
        rows,
        found.total(),
        OperationsPage.Rail.of(rows),
        new Services(),
        settings);
  }
}
