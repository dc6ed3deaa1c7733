package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.AttributeValue.Int;
import dev.spanprofiles.stack.model.AttributeValue.Text;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanEvent;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.SpanLink;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanPlace;
import dev.spanprofiles.stack.storage.TempoColumns;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Fields of a matched span, as a search result shows them. */
final class SpanValues {

  /** What stands for a missing value where there has to be one. */
  static final AnyValue NIL = AnyValue.newBuilder().setStringValue("nil").build();

  private SpanValues() {}

  /**
   * The value of a field, the last one of several events or links. None of what the form of a
   * matched span, or of its trace, has a field of its own for.
   *
   * @param place in the tree of its trace; empty where it hangs on no root, or nobody asks
   */
  static Optional<AnyValue> of(
      Span span, Field field, Optional<SpanPlace> place, ShownValues shown) {
    if (field instanceof Attribute attribute) {
      return ofAttribute(span, attribute, shown);
    }
    List<AttributeValue> values = List.copyOf(ofIntrinsic(span, (Intrinsic) field, place));
    return values.stream()
        .filter(value -> shown.of(AnyValues.of(value)).isPresent())
        .reduce((first, second) -> second)
        .or(() -> values.isEmpty() && shown.all() ? ofNone((Intrinsic) field) : Optional.empty())
        .map(value -> shown(field, value));
  }

  private static List<? extends AttributeValue> ofIntrinsic(
      Span span, Intrinsic intrinsic, Optional<SpanPlace> place) {
    return switch (intrinsic) {
      case STATUS -> List.of(new Text(span.status().name().toLowerCase(Locale.ROOT)));
      case KIND -> List.of(new Text(span.kind().name().toLowerCase(Locale.ROOT)));
      case STATUS_MESSAGE -> List.of(new Text(span.statusMessage()));
      case PARENT_ID -> List.of(new Text(SpanId.toHex(span.parentSpanId())));
      case INSTRUMENTATION_NAME -> List.of(new Text(span.scope().name()));
      case INSTRUMENTATION_VERSION -> List.of(new Text(span.scope().version()));
      case EVENT_NAME -> span.events().stream().map(event -> new Text(event.name())).toList();
      case EVENT_TIME_SINCE_START ->
          span.events().stream().map(event -> new Int(event.sinceStartNanos())).toList();
      case LINK_TRACE_ID ->
          span.links().stream().map(link -> new Text(link.traceId().toString())).toList();
      case LINK_SPAN_ID ->
          span.links().stream().map(link -> new Text(SpanId.toHex(link.spanId()))).toList();
      case NAME,
          DURATION,
          SPAN_ID,
          TRACE_ID,
          TRACE_DURATION,
          ROOT_NAME,
          ROOT_SERVICE_NAME,
          // It takes the whole trace, which is not read for a search.
          CHILD_COUNT ->
          List.of();
      case NESTED_SET_LEFT -> List.of(new Int(place.map(SpanPlace::left).orElse(0L)));
      case NESTED_SET_RIGHT -> List.of(new Int(place.map(SpanPlace::right).orElse(0L)));
      case NESTED_SET_PARENT -> List.of(new Int(place.map(SpanPlace::parent).orElse(0L)));
    };
  }

  /** What is shown of a span without events or links. */
  private static Optional<AttributeValue> ofNone(Intrinsic intrinsic) {
    return switch (intrinsic) {
      case EVENT_NAME, LINK_TRACE_ID -> Optional.of(new Text(""));
      case EVENT_TIME_SINCE_START -> Optional.of(new Int(0));
      case LINK_SPAN_ID -> Optional.of(new Text(SpanId.toHex(0)));
      default -> Optional.empty();
    };
  }

  private static Optional<AnyValue> ofAttribute(Span span, Attribute attribute, ShownValues shown) {
    return switch (attribute.scope()) {
      case SPAN -> orAbsent(span.attributes(), attribute, shown, TempoColumns.OF_SPAN);
      case RESOURCE -> {
        Map<String, AttributeValue> attributes = span.resource().attributes();
        yield isUnnamedService(attributes, attribute)
            ? shown.of(string(""))
            : orAbsent(attributes, attribute, shown, TempoColumns.OF_RESOURCE);
      }
      case INSTRUMENTATION -> orAbsent(span.scope().attributes(), attribute, shown, Set.of());
      case EVENT -> ofEach(span.events().stream().map(SpanEvent::attributes), attribute, shown);
      case LINK -> ofEach(span.links().stream().map(SpanLink::attributes), attribute, shown);
      case ANY -> throw new IllegalArgumentException("of two scopes: " + attribute);
    };
  }

  /** A resource without a name of its service has an empty one. */
  private static boolean isUnnamedService(
      Map<String, AttributeValue> attributes, Attribute attribute) {
    return attribute.key().equals(TempoColumns.SERVICE_NAME)
        && !attributes.containsKey(attribute.key());
  }

  /**
   * The value, or that it is missing.
   *
   * @param columns what Tempo sees to be missing, whatever is asked
   */
  private static Optional<AnyValue> orAbsent(
      Map<String, AttributeValue> attributes,
      Attribute attribute,
      ShownValues shown,
      Set<String> columns) {
    boolean asked = shown.absent() || (shown.all() && columns.contains(attribute.key()));
    return shown(attributes, attribute, shown).or(() -> absent(attributes, attribute, asked));
  }

  private static Optional<AnyValue> absent(
      Map<String, AttributeValue> attributes, Attribute attribute, boolean shown) {
    return shown && !attributes.containsKey(attribute.key()) ? Optional.of(NIL) : Optional.empty();
  }

  private static Optional<AnyValue> shown(
      Map<String, AttributeValue> attributes, Attribute attribute, ShownValues shown) {
    return Optional.ofNullable(attributes.get(attribute.key()))
        .map(AnyValues::of)
        .flatMap(shown::of);
  }

  private static Optional<AnyValue> ofEach(
      Stream<Map<String, AttributeValue>> elements, Attribute attribute, ShownValues shown) {
    List<Map<String, AttributeValue>> all = elements.toList();
    return all.stream()
        .flatMap(attributes -> shown(attributes, attribute, shown).stream())
        .reduce((first, second) -> second)
        .or(
            () ->
                all.stream()
                    .flatMap(one -> absent(one, attribute, shown.absent()).stream())
                    .findFirst());
  }

  /** An array of one element is that element. */
  static AnyValue single(AttributeValue value) {
    AnyValue any = AnyValues.of(value);
    return any.getArrayValue().getValuesCount() == 1 ? any.getArrayValue().getValues(0) : any;
  }

  static boolean isPlace(Field field) {
    return field == Intrinsic.NESTED_SET_LEFT
        || field == Intrinsic.NESTED_SET_RIGHT
        || field == Intrinsic.NESTED_SET_PARENT;
  }

  /** A value as Tempo shows it: durations with their unit, trace ids without leading zeros. */
  static AnyValue shown(Field field, AttributeValue value) {
    if (isDuration(field) && value instanceof Int nanos) {
      return string(GoDuration.text(nanos.value()));
    }
    return field == Intrinsic.TRACE_ID || field == Intrinsic.LINK_TRACE_ID
        ? string(value.toString().replaceFirst("^0+", ""))
        : AnyValues.of(value);
  }

  static boolean isDuration(Field field) {
    return field == Intrinsic.DURATION
        || field == Intrinsic.TRACE_DURATION
        || field == Intrinsic.EVENT_TIME_SINCE_START;
  }

  private static AnyValue string(String value) {
    return AnyValue.newBuilder().setStringValue(value).build();
  }
}
