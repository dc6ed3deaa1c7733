package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.flamegraph.FlameGraphShape;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.viewer.page.Parameters;
import dev.spanprofiles.stack.viewer.page.RangeText;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The address of a set of spans, or of two that are compared: the one form that every page about
 * spans has, whether of one or of a million.
 *
 * @param range empty where the address does not say: the last hour or, of a trace or a span that is
 *     named by its id, any time
 * @param against what the set is compared with
 * @param againstRange empty for the same range
 * @param type empty for CPU or, where there is none, the first there is
 * @param function whose spans are asked for; empty for none
 */
public record SetAddress(
    SetQuery query,
    Optional<RangeText> range,
    Optional<SetQuery> against,
    Optional<RangeText> againstRange,
    Optional<ProfileType> type,
    FlameGraphShape shape,
    String function) {

  static final String PAGE = "/spans";
  static final String GRAPH = "/spans/flamegraph.html";
  static final String RAN = "/spans/ran";

  /** The condition that no sample carries a span's id. */
  static final String UNPROFILED = "span." + Span.PROFILE_ID + " = nil";

  /** The spans that a text in TraceQL selects. */
  public static SetAddress of(String query, Optional<RangeText> range) {
    return of(SetQuery.of(query), range);
  }

  static SetAddress of(SetQuery query, Optional<RangeText> range) {
    return new SetAddress(
        query,
        range,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new FlameGraphShape(false),
        "");
  }

  /** The page of one span: a set of one. */
  public static SetAddress of(Span span) {
    return of(span.traceId(), span.spanId());
  }

  public static SetAddress of(TraceId traceId, long spanId) {
    String ids = "{ trace:id = \"%s\" && span:id = \"%s\" }";
    return of(new SetQuery(ids.formatted(traceId, SpanId.toHex(spanId))), Optional.empty());
  }

  /** All spans of a trace. */
  public static SetAddress of(TraceId traceId) {
    return of(new SetQuery("{ trace:id = \"%s\" }".formatted(traceId)), Optional.empty());
  }

  /** The spans of one operation. */
  public static SetAddress of(String service, String name, Optional<RangeText> range) {
    String query = "{ resource.service.name = %s && name = %s }";
    return of(
        new SetQuery(query.formatted(FieldText.quote(service), FieldText.quote(name))), range);
  }

  /** One span against the profiled ones of its kind from the hour before it ended. */
  public static SetAddress baseline(Span span) {
    return Shortcut.baseline(span);
  }

  /** Reads what {@link #at} writes. */
  static SetAddress parse(Context ctx) {
    String against = Parameters.text(ctx, "against");
    return new SetAddress(
        SetQuery.of(Parameters.text(ctx, "q")),
        Parameters.range(ctx, "start", "end"),
        against.isEmpty() ? Optional.empty() : Optional.of(SetQuery.of(against)),
        Parameters.range(ctx, "againstStart", "againstEnd"),
        Parameters.profileType(ctx),
        Parameters.shape(ctx),
        Parameters.text(ctx, "function"));
  }

  /** The spans of the set, in any range. */
  public SpanFilter filter() {
    return query.filter();
  }

  public String address() {
    return at(PAGE);
  }

  /** The flame graph alone. */
  public String graph() {
    return at(GRAPH);
  }

  /** The same with the profile type and the shape that a request asks for. */
  public SetAddress like(Context ctx) {
    return new SetAddress(
        query,
        range,
        against,
        againstRange,
        Parameters.profileType(ctx),
        Parameters.shape(ctx),
        function);
  }

  /** The same with another path. */
  String at(String path) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("q", query.text());
    put(parameters, "start", "end", range);
    parameters.put("against", against.map(SetQuery::text).orElse(""));
    put(parameters, "againstStart", "againstEnd", againstRange);
    parameters.put("type", type.map(ProfileType::toString).orElse(""));
    parameters.put("outer", shape.withStem() ? "1" : "");
    parameters.put("function", function);
    return Parameters.address(path, parameters);
  }

  private static void put(
      Map<String, String> parameters, String start, String end, Optional<RangeText> range) {
    parameters.put(start, range.map(RangeText::start).orElse(""));
    parameters.put(end, range.map(RangeText::end).orElse(""));
  }

  SetAddress with(SetQuery other) {
    return new SetAddress(other, range, against, againstRange, type, shape, "");
  }

  SetAddress with(TimeRange other) {
    return with(RangeText.of(other));
  }

  public SetAddress with(RangeText other) {
    return new SetAddress(query, Optional.of(other), against, againstRange, type, shape, "");
  }

  SetAddress with(ProfileType other) {
    return new SetAddress(query, range, against, againstRange, Optional.of(other), shape, "");
  }

  SetAddress with(FlameGraphShape other) {
    return new SetAddress(query, range, against, againstRange, type, other, function);
  }

  SetAddress ran(String other) {
    return new SetAddress(query, range, against, againstRange, type, shape, other);
  }

  /** The same beside the spans that another text in TraceQL selects. */
  public SetAddress against(String other, Optional<RangeText> otherRange) {
    return against(SetQuery.of(other), otherRange);
  }

  SetAddress against(SetQuery other, Optional<RangeText> otherRange) {
    return new SetAddress(query, range, Optional.of(other), otherRange, type, shape, "");
  }

  /** Both of the sets, narrowed to the spans that meet a condition, too. */
  SetAddress and(String condition) {
    return new SetAddress(
        query.and(condition),
        range,
        against.map(other -> other.and(condition)),
        againstRange,
        type,
        shape,
        "");
  }

  /** The set alone. */
  SetAddress alone() {
    return new SetAddress(query, range, Optional.empty(), Optional.empty(), type, shape, "");
  }

  /** The other of the two alone. */
  SetAddress other() {
    return new SetAddress(
        against.orElse(query),
        againstRange.or(() -> range),
        Optional.empty(),
        Optional.empty(),
        type,
        shape,
        "");
  }

  /** The two in each other's place. */
  SetAddress swapped() {
    return new SetAddress(
        against.orElse(query),
        againstRange.or(() -> range),
        Optional.of(query),
        range,
        type,
        shape,
        "");
  }
}
