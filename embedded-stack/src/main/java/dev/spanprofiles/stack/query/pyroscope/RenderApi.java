package dev.spanprofiles.stack.query.pyroscope;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.TimeText;
import dev.spanprofiles.stack.query.pyroscope.ConnectException.Code;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.wire.pyroscope.DiffRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeStacktracesRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectSeriesRequest;
import dev.spanprofiles.stack.wire.pyroscope.Series;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What Pyroscope's documentation shows to call by hand (its {@code pkg/querier/http.go}): a flame
 * graph with a timeline, and two compared, by a GET with a query such as {@code
 * process_cpu:cpu:nanoseconds:cpu:nanoseconds{service_name="checkout"}}.
 */
record RenderApi(StackTraceQueries stackTraces, TimeSeriesQuery timeSeries, Clock clock) {

  private static final String TYPE_LABEL = "__name__";

  private interface Page {
    JsonNode show(Context context) throws ConnectException;
  }

  void routes(RoutesConfig routes) {
    add(routes, "/pyroscope/render", this::render);
    add(routes, "/pyroscope/render-diff", this::renderDiff);
  }

  private static void add(RoutesConfig routes, String path, Page page) {
    routes.get(path, context -> answer(context, page));
    ConnectHandler.refuseOthers(routes, path, "GET");
  }

  private static void answer(Context context, Page page) throws IOException {
    try {
      context.contentType("application/json").result(page.show(context).toString());
    } catch (ConnectException e) {
      ConnectHandler.refuse(context, e.code(), e.getMessage());
    }
  }

  private JsonNode render(Context context) throws ConnectException {
    if ("dot".equals(context.queryParam("format"))) {
      throw new ConnectException(
          Code.UNIMPLEMENTED,
          "format=dot is not served here; go tool pprof -dot draws what SelectMergeProfile gives");
    }
    SelectMergeStacktracesRequest request = request(context, "query", "from", "until");
    long step = Timeline.stepSeconds(request.getStart(), request.getEnd());
    List<String> groupBy = context.queryParams("groupBy");
    List<Series> series =
        timeSeries
            .selectSeries(
                SelectSeriesRequest.newBuilder()
                    .setProfileTypeID(request.getProfileTypeID())
                    .setLabelSelector(request.getLabelSelector())
                    .setStart(request.getStart())
                    .setEnd(request.getEnd())
                    .setStep((double) step)
                    .addAllGroupBy(groupBy)
                    .build())
            .getSeriesList();
    ProfileType type = Requests.profileType(request.getProfileTypeID());
    return new Flamebearer(type)
        .single(
            stackTraces.selectMergeStacktraces(request).getFlamegraph(),
            new Timeline(request.getStart(), request.getEnd(), step),
            series,
            groupBy);
  }

  private JsonNode renderDiff(Context context) throws ConnectException {
    SelectMergeStacktracesRequest left = request(context, "leftQuery", "leftFrom", "leftUntil");
    SelectMergeStacktracesRequest right = request(context, "rightQuery", "rightFrom", "rightUntil");
    if (!left.getProfileTypeID().equals(right.getProfileTypeID())) {
      throw ConnectException.invalid("profile types must match");
    }
    return new Flamebearer(Requests.profileType(left.getProfileTypeID()))
        .compared(
            stackTraces
                .diff(DiffRequest.newBuilder().setLeft(left).setRight(right).build())
                .getFlamegraph());
  }

  private SelectMergeStacktracesRequest request(
      Context context, String query, String from, String until) throws ConnectException {
    List<LabelMatcher> others = new ArrayList<>();
    String type = null;
    for (LabelMatcher matcher : matchers(context, query)) {
      if (matcher.name().equals(TYPE_LABEL)) {
        type = matcher.value();
      } else {
        others.add(matcher);
      }
    }
    if (type == null) {
      throw ConnectException.invalid("\"" + query + "\" must contain a profile-type selection");
    }
    Requests.profileType(type);
    return SelectMergeStacktracesRequest.newBuilder()
        .setProfileTypeID(type)
        .setLabelSelector(LabelSelector.text(others))
        .setStart(millis(context.queryParam(from)))
        .setEnd(millis(context.queryParam(until)))
        .setMaxNodes(maxNodes(context))
        .build();
  }

  private static List<LabelMatcher> matchers(Context context, String parameter)
      throws ConnectException {
    String query = context.queryParam(parameter);
    if (query == null || query.isEmpty()) {
      throw ConnectException.invalid("\"" + parameter + "\" is required");
    }
    return LabelSelector.parse(query);
  }

  private long millis(@Nullable String time) throws ConnectException {
    try {
      return TimeUnit.NANOSECONDS.toMillis(TimeText.nanos(time, clock));
    } catch (IllegalArgumentException e) {
      throw ConnectException.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** What is no number is none, as in Pyroscope. */
  private static long maxNodes(Context context) {
    long nodes = 0;
    for (String name : List.of("max-nodes", "maxNodes")) {
      String text = context.queryParam(name);
      if (text != null && text.matches("[+-]?\\d{1,18}") && Long.parseLong(text) != 0) {
        nodes = Long.parseLong(text);
      }
    }
    return nodes;
  }
}
