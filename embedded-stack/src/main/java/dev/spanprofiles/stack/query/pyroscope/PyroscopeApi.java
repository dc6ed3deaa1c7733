package dev.spanprofiles.stack.query.pyroscope;

import com.google.protobuf.Message;
import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.wire.pyroscope.AnalyzeQueryRequest;
import dev.spanprofiles.stack.wire.pyroscope.AnalyzeQueryResponse;
import dev.spanprofiles.stack.wire.pyroscope.DiffRequest;
import dev.spanprofiles.stack.wire.pyroscope.GetProfileStatsRequest;
import dev.spanprofiles.stack.wire.pyroscope.LabelNamesRequest;
import dev.spanprofiles.stack.wire.pyroscope.LabelValuesRequest;
import dev.spanprofiles.stack.wire.pyroscope.ProfileTypesRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectHeatmapRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeProfileRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeSpanProfileRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeStacktracesRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectSeriesRequest;
import dev.spanprofiles.stack.wire.pyroscope.SeriesRequest;
import io.javalin.config.RoutesConfig;

/**
 * Pyroscope's query API, {@code querier.v1.QuerierService}, by the Connect protocol, and the pages
 * of {@link RenderApi}: messages and errors are those of Pyroscope 2.2
 * (github.com/grafana/pyroscope, {@code pkg/frontend/readpath/queryfrontend}), so that its clients
 * can be used, Grafana before all.
 */
public final class PyroscopeApi {

  private static final String SERVICE = "/querier.v1.QuerierService/";

  private final SeriesQueries series;
  private final ProfileStats stats;
  private final TimeSeriesQuery timeSeries;
  private final StackTraceQueries stackTraces;
  private final HeatmapQuery heatmaps;
  private final PyroscopeLimits limits;

  public PyroscopeApi(ProfileReader profiles) {
    this(profiles, PyroscopeLimits.DEFAULT);
  }

  public PyroscopeApi(ProfileReader profiles, PyroscopeLimits limits) {
    this.series = new SeriesQueries(profiles);
    this.stats = new ProfileStats(profiles);
    this.timeSeries = new TimeSeriesQuery(profiles, limits);
    this.stackTraces = new StackTraceQueries(profiles, limits);
    this.heatmaps = new HeatmapQuery(profiles, limits);
    this.limits = limits;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/ready", context -> context.result("ready"));
    add(routes, "ProfileTypes", ProfileTypesRequest.getDefaultInstance(), series::profileTypes);
    handle(routes, "LabelNames", LabelNamesRequest.getDefaultInstance(), series::labelNames);
    add(routes, "LabelValues", LabelValuesRequest.getDefaultInstance(), series::labelValues);
    handle(routes, "Series", SeriesRequest.getDefaultInstance(), series::series);
    add(routes, "SelectSeries", SelectSeriesRequest.getDefaultInstance(), timeSeries::selectSeries);
    add(
        routes,
        "SelectMergeStacktraces",
        SelectMergeStacktracesRequest.getDefaultInstance(),
        stackTraces::selectMergeStacktraces);
    add(
        routes,
        "SelectMergeProfile",
        SelectMergeProfileRequest.getDefaultInstance(),
        stackTraces::selectMergeProfile);
    add(
        routes,
        "SelectMergeSpanProfile",
        SelectMergeSpanProfileRequest.getDefaultInstance(),
        stackTraces::selectMergeSpanProfile);
    add(routes, "Diff", DiffRequest.getDefaultInstance(), stackTraces::diff);
    add(routes, "GetProfileStats", GetProfileStatsRequest.getDefaultInstance(), stats::stats);
    // Pyroscope's current storage has nothing to say either (its query_stubs.go).
    add(
        routes,
        "AnalyzeQuery",
        AnalyzeQueryRequest.getDefaultInstance(),
        request -> AnalyzeQueryResponse.getDefaultInstance());
    add(
        routes,
        "SelectHeatmap",
        SelectHeatmapRequest.getDefaultInstance(),
        heatmaps::selectHeatmap);
    new RenderApi(stackTraces, timeSeries, Clock.SYSTEM).routes(routes);
  }

  /** Answers a request, whoever asks. */
  private interface Query<R extends Message> {
    Message answer(R request) throws ConnectException;
  }

  private <R extends Message> void add(
      RoutesConfig routes, String name, R request, Query<R> query) {
    handle(routes, name, request, (message, client) -> query.answer(message));
  }

  private <R extends Message> void handle(
      RoutesConfig routes, String name, R request, ConnectHandler.Procedure<R> procedure) {
    routes.post(SERVICE + name, new ConnectHandler<>(request, limits.bodyBytes(), procedure));
    ConnectHandler.refuseOthers(routes, SERVICE + name, "POST");
  }
}
