package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.SpanKind;
import dev.spanprofiles.stack.model.SpanStatus;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.TempoColumns;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.traceql.Fields;
import dev.spanprofiles.stack.traceql.TraceQl;
import dev.spanprofiles.stack.traceql.TraceQlException;
import dev.spanprofiles.stack.wire.tempo.Metrics;
import dev.spanprofiles.stack.wire.tempo.TagScope;
import dev.spanprofiles.stack.wire.tempo.TagValue;
import dev.spanprofiles.stack.wire.tempo.TagValuesResponse;
import dev.spanprofiles.stack.wire.tempo.TagValuesV2Response;
import dev.spanprofiles.stack.wire.tempo.TagsResponse;
import dev.spanprofiles.stack.wire.tempo.TagsV2Response;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which tags there are, and which values of a tag: for completion in query editors. */
record Tags(TraceReader traces, TempoLimits limits) {

  private static final Map<String, AttributeScope> SCOPES =
      Map.of(
          "resource", AttributeScope.RESOURCE,
          "span", AttributeScope.SPAN,
          "event", AttributeScope.EVENT,
          "link", AttributeScope.LINK,
          "instrumentation", AttributeScope.INSTRUMENTATION);

  /** Those that are told even if they have no tags. */
  private static final List<String> ALWAYS = List.of("resource", "span");

  private static final List<String> SOMETIMES = List.of("event", "link", "instrumentation");

  /** Intrinsics that can be asked for, but that Tempo does not tell of. */
  private static final Set<String> UNLISTED =
      Set.of("nestedSetLeft", "nestedSetRight", "nestedSetParent", "span:childCount");

  /** It has intrinsics alone, which have a scope of their own here. */
  private static final String TRACE = "trace";

  /** {@code /api/search/tags}: without the intrinsics, unless they are asked for. */
  TagsResponse names(Context context) throws TempoException {
    Set<String> names = new TreeSet<>();
    for (TagScope scope : scopes(context, false)) {
      names.addAll(scope.getTagsList());
    }
    return TagsResponse.newBuilder()
        .addAllTagNames(names)
        .setMetrics(Metrics.getDefaultInstance())
        .build();
  }

  /** {@code /api/v2/search/tags}: those of the spans that a {@code q} finds. */
  TagsV2Response namesByScope(Context context) throws TempoException {
    return TagsV2Response.newBuilder()
        .addAllScopes(scopes(context, true))
        .setMetrics(Metrics.getDefaultInstance())
        .build();
  }

  /** {@code /api/search/tag/{tag}/values}. */
  TagValuesResponse values(Context context) throws TempoException {
    Field field = TagFilter.field(context.pathParam("tag"));
    TagValuesResponse.Builder response =
        TagValuesResponse.newBuilder().setMetrics(Metrics.getDefaultInstance());
    read(context, field, SpanFilter.ALL).forEach(value -> response.addTagValues(value.toString()));
    return response.build();
  }

  /** {@code /api/v2/search/tag/{tag}/values}: values have types, a {@code q} narrows them. */
  TagValuesV2Response typedValues(Context context) throws TempoException {
    Field field;
    try {
      field = TraceQl.parseField(context.pathParam("tag"));
    } catch (TraceQlException e) {
      throw TempoException.badRequest("please provide a valid tagName: " + e.getMessage());
    }
    SpanFilter filter = filter(context);
    TagValuesV2Response.Builder response =
        TagValuesV2Response.newBuilder().setMetrics(Metrics.getDefaultInstance());
    Optional<List<String>> keywords = keywords(field);
    if (keywords.isPresent()) {
      keywords.get().forEach(word -> response.addTagValues(tagValue("keyword", word)));
    } else if (!isMeasureOrId(field)) {
      read(context, field, filter)
          .forEach(value -> response.addTagValues(tagValue(type(value), value.toString())));
    }
    return response.build();
  }

  private List<TagScope> scopes(Context context, boolean withIntrinsics) throws TempoException {
    Parameters parameters = new Parameters(context, limits);
    TimeRange range = parameters.range();
    int limit = parameters.limit(limits.values(), limits.values());
    SpanFilter filter = withIntrinsics ? filter(context) : SpanFilter.ALL;
    String wanted = parameters.text("scope").orElse("none");
    return switch (wanted) {
      case "none" -> {
        List<TagScope> scopes = new ArrayList<>(withIntrinsics ? List.of(intrinsics()) : List.of());
        ALWAYS.forEach(name -> scopes.add(scope(name, filter, range, limit)));
        // As in Tempo, a query tells of the others only where they are asked for.
        if (filter.equals(SpanFilter.ALL)) {
          SOMETIMES.stream()
              .map(name -> scope(name, filter, range, limit))
              .filter(scope -> scope.getTagsCount() > 0)
              .forEach(scopes::add);
        }
        yield scopes;
      }
      case "intrinsic" -> List.of(intrinsics());
      case TRACE -> List.of();
      default -> {
        if (SCOPES.containsKey(wanted)) {
          TagScope scope = scope(wanted, filter, range, limit);
          yield scope.getTagsCount() > 0 ? List.of(scope) : List.of();
        }
        throw TempoException.badRequest(
            "invalid scope: %s; use resource, span, event, link, instrumentation or intrinsic"
                .formatted(wanted));
      }
    };
  }

  private TagScope scope(String name, SpanFilter filter, TimeRange range, int limit) {
    AttributeScope scope = SCOPES.getOrDefault(name, AttributeScope.ANY);
    Set<String> keys = new TreeSet<>(traces.attributeKeys(scope, filter, range));
    if (!filter.equals(SpanFilter.ALL)) {
      // Of those Tempo does not look which spans have them.
      traces.attributeKeys(scope, SpanFilter.ALL, range).stream()
          .filter(key -> columns(scope).contains(key))
          .forEach(keys::add);
    }
    return TagScope.newBuilder()
        .setName(name)
        .addAllTags(keys.stream().limit(limit).toList())
        .build();
  }

  private static Set<String> columns(AttributeScope scope) {
    return switch (scope) {
      case SPAN -> TempoColumns.OF_SPAN;
      case RESOURCE -> TempoColumns.OF_RESOURCE;
      case EVENT, LINK, INSTRUMENTATION, ANY -> Set.of();
    };
  }

  private static TagScope intrinsics() {
    List<String> names =
        Fields.intrinsicNames().stream().filter(name -> !UNLISTED.contains(name)).toList();
    return TagScope.newBuilder().setName("intrinsic").addAllTags(names).build();
  }

  private List<AttributeValue> read(Context context, Field field, SpanFilter filter)
      throws TempoException {
    Parameters parameters = new Parameters(context, limits);
    int limit = parameters.limit(limits.values(), limits.values());
    return traces.values(field, filter, parameters.range(), limit);
  }

  private SpanFilter filter(Context context) throws TempoException {
    return new Parameters(context, limits).query().map(TagQuery::filter).orElse(SpanFilter.ALL);
  }

  private static Optional<List<String>> keywords(Field field) {
    if (field == Intrinsic.STATUS) {
      return Optional.of(lowerCase(SpanStatus.values()));
    }
    return field == Intrinsic.KIND ? Optional.of(lowerCase(SpanKind.values())) : Optional.empty();
  }

  private static List<String> lowerCase(Enum<?>[] constants) {
    return Arrays.stream(constants).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** Each span has another; Tempo does not list them, either. */
  private static boolean isMeasureOrId(Field field) {
    return field instanceof Intrinsic intrinsic
        && switch (intrinsic) {
          case DURATION,
              TRACE_DURATION,
              TRACE_ID,
              SPAN_ID,
              PARENT_ID,
              CHILD_COUNT,
              NESTED_SET_LEFT,
              NESTED_SET_RIGHT,
              NESTED_SET_PARENT,
              EVENT_TIME_SINCE_START,
              LINK_TRACE_ID,
              LINK_SPAN_ID ->
              true;
          case NAME,
              STATUS,
              STATUS_MESSAGE,
              KIND,
              ROOT_NAME,
              ROOT_SERVICE_NAME,
              EVENT_NAME,
              INSTRUMENTATION_NAME,
              INSTRUMENTATION_VERSION ->
              false;
        };
  }

  private static String type(AttributeValue value) {
    if (value instanceof AttributeValue.Int) {
      return "int";
    }
    if (value instanceof AttributeValue.Real) {
      return "float";
    }
    return value instanceof AttributeValue.Bool ? "bool" : "string";
  }

  private static TagValue tagValue(String type, String value) {
    return TagValue.newBuilder().setType(type).setValue(value).build();
  }
}
