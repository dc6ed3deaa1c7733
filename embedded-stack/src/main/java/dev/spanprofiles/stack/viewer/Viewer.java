package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.viewer.operations.OperationPages;
import dev.spanprofiles.stack.viewer.page.PageException;
import dev.spanprofiles.stack.viewer.page.Pages;
import dev.spanprofiles.stack.viewer.page.ProblemPage;
import dev.spanprofiles.stack.viewer.page.StaticFiles;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import dev.spanprofiles.stack.viewer.spans.SetAddress;
import dev.spanprofiles.stack.viewer.spans.SpanPages;
import dev.spanprofiles.stack.viewer.time.TimePages;
import dev.spanprofiles.stack.viewer.time.Timelines;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The viewer's pages: operations, sets of spans, traces. Reads through the two readers only, so
 * that they can stand in front of any store.
 */
public final class Viewer {

  private static final Logger logger = LoggerFactory.getLogger(Viewer.class);

  private final TraceReader traces;
  private final TraceList traceList;
  private final TraceDetail traceDetail;
  private final TraceFiles traceFiles;
  private final SpanPages spanPages;
  private final OperationPages operations;
  private final TimePages timePages;
  private final Clock clock;
  private final Pages pages = new Pages();

  public Viewer(TraceReader traces, ProfileReader profiles, ViewerSettings settings) {
    this(traces, profiles, settings, InstantSource.system());
  }

  Viewer(TraceReader traces, ProfileReader profiles, ViewerSettings settings, InstantSource time) {
    this.clock = new Clock(time);
    this.traces = traces;
    this.traceList = new TraceList(traces, profiles, settings);
    this.traceDetail = new TraceDetail(traces, profiles, settings, clock);
    this.spanPages = new SpanPages(traces, profiles, settings, clock, pages);
    this.operations = new OperationPages(traces, profiles, settings, clock, pages);
    Timelines timelines = new Timelines(profiles);
    this.timePages = new TimePages(ctx -> Address.span(ctx, traces), timelines, pages);
    this.traceFiles = new TraceFiles(traceDetail, profiles, timelines, settings);
  }

  /** Adds the viewer's addresses and its pages for whatever goes wrong to a server of its own. */
  public void routes(RoutesConfig routes) {
    routes.get("/", ctx -> ctx.redirect("/operations"));
    operations.routes(routes);
    spanPages.routes(routes);
    timePages.routes(routes);
    routes.get("/traces", ctx -> pages.answer(ctx, traceList.page(TraceFilter.parse(ctx))));
    routes.get(
        "/fragments/traces",
        ctx -> pages.answer(ctx, new TraceRows(traceList.rows(TraceFilter.parse(ctx)))));
    routes.get(
        "/traces/{traceId}",
        ctx -> pages.answer(ctx, traceDetail.page(Address.trace(ctx, traces))));
    routes.get(TracePage.FILE, ctx -> traceFiles.send(ctx, Address.trace(ctx, traces), pages));
    oldAddresses(routes);
    routes.get("/viewer/{file}", StaticFiles::serve);
    routes.get("/favicon.ico", ctx -> ctx.redirect(StaticFiles.address("icon.svg")));
    routes.exception(HttpResponseException.class, this::refused);
    routes.exception(PageException.class, (e, ctx) -> pages.answer(ctx, e.page()));
    routes.exception(StorageException.class, this::storeProblem);
    routes.exception(Exception.class, this::unexpected);
  }

  /** Where one span had pages of its own before it was a set of one. Links to them are about. */
  private void oldAddresses(RoutesConfig routes) {
    String span = "/traces/{traceId}/spans/{spanId}";
    old(routes, "/traces/{traceId}/flamegraph", ctx -> SetAddress.of(Address.traceId(ctx)));
    old(routes, span, ctx -> SetAddress.of(Address.traceId(ctx), Address.spanId(ctx)));
    old(routes, span + "/baseline", ctx -> SetAddress.baseline(Address.span(ctx, traces)));
    old(
        routes,
        span + "/flamegraph",
        ctx -> SetAddress.of(Address.traceId(ctx), Address.spanId(ctx)));
  }

  /** The page, and beside it the flame graph alone. */
  private static void old(RoutesConfig routes, String path, Function<Context, SetAddress> address) {
    routes.get(path, ctx -> ctx.redirect(address.apply(ctx).like(ctx).address()));
    routes.get(path + ".html", ctx -> ctx.redirect(address.apply(ctx).like(ctx).graph()));
  }

  private void storeProblem(StorageException e, Context ctx) {
    logger.warn("{} cannot be answered: {}", ctx.path(), e.getMessage());
    problem(
        ctx,
        ProblemPage.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The store cannot answer this.",
            "It says: " + e.getMessage()));
  }

  private void unexpected(Exception e, Context ctx) {
    logger.error("{} failed", ctx.path(), e);
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
            "Everything starts at the list of operations.",
            false));
  }

  private void problem(Context ctx, ProblemPage page) {
    pages.answer(ctx, page);
  }
}
