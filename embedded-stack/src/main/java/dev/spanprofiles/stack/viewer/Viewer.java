package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.viewer.page.PageException;
import dev.spanprofiles.stack.viewer.page.Pages;
import dev.spanprofiles.stack.viewer.page.ProblemPage;
import dev.spanprofiles.stack.viewer.page.StaticFiles;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The viewer's pages: traces, one trace, one span with its flame graph, a span beside its baseline.
 * Reads through the two readers only, so that they can stand in front of any store.
 */
public final class Viewer {

  private static final Logger log = LoggerFactory.getLogger(Viewer.class);

  private final TraceReader traces;
  private final SpanSamples samples;
  private final TraceList traceList;
  private final TraceDetail traceDetail;
  private final SpanDetail spanDetail;
  private final Baseline baseline;
  private final FlameGraphs flameGraphs;
  private final InstantSource clock;
  private final Pages pages = new Pages();

  public Viewer(TraceReader traces, ProfileReader profiles, ViewerSettings settings) {
    this(traces, profiles, settings, InstantSource.system());
  }

  Viewer(TraceReader traces, ProfileReader profiles, ViewerSettings settings, InstantSource clock) {
    this.traces = traces;
    this.samples = new SpanSamples(profiles);
    this.traceList = new TraceList(traces, profiles, settings);
    this.traceDetail = new TraceDetail(traces, profiles, settings);
    this.spanDetail = new SpanDetail(samples, settings, clock);
    this.baseline = new Baseline(traces, samples);
    this.flameGraphs = new FlameGraphs(traces, samples, baseline, pages);
    this.clock = clock;
  }

  /** Adds the viewer's addresses and its pages for whatever goes wrong to a server of its own. */
  public void routes(RoutesConfig routes) {
    routes.get("/", ctx -> ctx.redirect("/traces"));
    routes.get("/traces", ctx -> pages.answer(ctx, traceList.page(TraceFilter.parse(ctx))));
    routes.get(
        "/fragments/traces",
        ctx -> pages.answer(ctx, new TraceRows(traceList.rows(TraceFilter.parse(ctx)))));
    routes.get("/traces/{traceId}", this::trace);
    routes.get("/traces/{traceId}/flamegraph", this::traceGraph);
    routes.get("/traces/{traceId}/flamegraph.html", flameGraphs::ofTrace);
    routes.get("/traces/{traceId}/spans/{spanId}", this::span);
    routes.get("/traces/{traceId}/spans/{spanId}/flamegraph.html", flameGraphs::ofSpan);
    routes.get("/traces/{traceId}/spans/{spanId}/baseline", this::baseline);
    routes.get("/traces/{traceId}/spans/{spanId}/baseline.html", flameGraphs::ofDifference);
    routes.get("/viewer/{file}", StaticFiles::serve);
    routes.get("/favicon.ico", ctx -> ctx.redirect(StaticFiles.address("icon.svg")));
    routes.exception(HttpResponseException.class, this::refused);
    routes.exception(PageException.class, (e, ctx) -> problem(ctx, e.page()));
    routes.exception(StorageException.class, this::storeProblem);
    routes.exception(Exception.class, this::unexpected);
  }

  private void trace(Context ctx) {
    pages.answer(ctx, traceDetail.page(Address.trace(ctx, traces)));
  }

  private void traceGraph(Context ctx) {
    List<Span> trace = Address.trace(ctx, traces);
    pages.answer(
        ctx, TraceGraphPage.of(trace, Address.typeOrCpu(ctx), Address.shape(ctx), samples));
  }

  private void span(Context ctx) {
    List<Span> trace = Address.trace(ctx, traces);
    Span span = Address.span(ctx, trace);
    pages.answer(ctx, spanDetail.page(span, Address.type(ctx), Address.shape(ctx), trace));
  }

  private void baseline(Context ctx) {
    Span span = Address.span(ctx, Address.trace(ctx, traces));
    pages.answer(
        ctx, BaselinePage.of(span, Address.typeOrCpu(ctx), Address.shape(ctx), samples, baseline));
  }

  private void storeProblem(StorageException e, Context ctx) {
    log.warn("{} cannot be answered: {}", ctx.path(), e.getMessage());
    problem(
        ctx,
        ProblemPage.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The store cannot answer this.",
            "It says: " + e.getMessage()));
  }

  private void unexpected(Exception e, Context ctx) {
    log.error("{} failed", ctx.path(), e);
    problem(
        ctx,
        ProblemPage.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "This page failed.",
            "That is a defect of the viewer. Its log has the details at " + clock.instant() + "."));
  }

  /** What the server itself refuses, most of all addresses that do not exist. */
  private void refused(HttpResponseException e, Context ctx) {
    boolean unknown = e.getStatus() == HttpStatus.NOT_FOUND.getCode();
    problem(
        ctx,
        new ProblemPage(
            e.getStatus(),
            unknown ? "There is no such page." : "The server refuses this: " + e.getMessage(),
            "Everything starts at the list of traces.",
            false));
  }

  private void problem(Context ctx, ProblemPage page) {
    pages.answer(ctx, page);
  }
}
