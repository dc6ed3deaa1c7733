package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanPlace;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fields of a matched span, as a search result shows them. */
final class SpanValues {

  /** What stands for a missing value where there has to be one. */
  static final AnyValue NIL = AnyValue.newBuilder().setStringValue("nil").build();

  private SpanValues() {}

  /**
   * Empty also for what the form of a matched span, or of its trace, has a field of its own for.
   *
   * @param place in the tree of its trace; empty where it hangs on no root, or nobody asks
   */
  static Optional<AnyValue> of(Span span, Field field, Optional<SpanPlace> place) {
    if (field instanceof Attribute attribute) {
      return ofAttribute(span, attribute);
    }
    return switch ((Intrinsic) field) {
      case STATUS -> text(span.status().name().toLowerCase(Locale.ROOT));
      case KIND -> text(span.kind().name().toLowerCase(Locale.ROOT));
      case STATUS_MESSAGE -> text(span.statusMessage());
      case PARENT_ID -> text(SpanId.toHex(span.parentSpanId()));
      case INSTRUMENTATION_NAME -> text(span.scope().name());
      case INSTRUMENTATION_VERSION -> text(span.scope().version());
      case EVENT_NAME ->
          several(span.events().stream().map(event -> new AttributeValue.Text(event.name())));
      case EVENT_TIME_SINCE_START ->
          several(
              span.events().stream()
                  .map(event -> new AttributeValue.Text(GoDuration.text(event.sinceStartNanos()))));
      case LINK_TRACE_ID ->
          several(
              span.links().stream()
                  .map(link -> new AttributeValue.Text(link.traceId().toString())));
      case LINK_SPAN_ID ->
          several(
              span.links().stream()
                  .map(link -> new AttributeValue.Text(SpanId.toHex(link.spanId()))));
      case NAME,
          DURATION,
          SPAN_ID,
          TRACE_ID,
          TRACE_DURATION,
          ROOT_NAME,
          ROOT_SERVICE_NAME,
          // It takes the whole trace, which is not read for a search.
          CHILD_COUNT ->
          Optional.empty();
      case NESTED_SET_LEFT -> whole(place.map(SpanPlace::left));
      case NESTED_SET_RIGHT -> whole(place.map(SpanPlace::right));
      case NESTED_SET_PARENT -> whole(place.map(SpanPlace::parent));
    };
  }

  private static Optional<AnyValue> ofAttribute(Span span, Attribute attribute) {
    AttributeValue own = span.attributes().get(attribute.key());
    AttributeValue resource = span.resource().attributes().get(attribute.key());
    return switch (attribute.scope()) {
      case SPAN -> Optional.ofNullable(own).map(SpanValues::single);
      case RESOURCE -> Optional.ofNullable(resource).map(SpanValues::single);
      case ANY -> Optional.ofNullable(own != null ? own : resource).map(SpanValues::single);
      case INSTRUMENTATION ->
          Optional.ofNullable(span.scope().attributes().get(attribute.key()))
              .map(SpanValues::single);
      case EVENT -> several(span.events().stream().map(event -> of(event.attributes(), attribute)));
      case LINK -> several(span.links().stream().map(link -> of(link.attributes(), attribute)));
    };
  }

  /** An array of one element is that element. */
  static AnyValue single(AttributeValue value) {
    AnyValue any = AnyValues.of(value);
    return any.getArrayValue().getValuesCount() == 1 ? any.getArrayValue().getValues(0) : any;
  }

  private static @Nullable AttributeValue of(
      Map<String, AttributeValue> attributes, Attribute attribute) {
    return attributes.get(attribute.key());
  }

  /** Of all events or links the last one that has it, as in Tempo. */
  private static Optional<AnyValue> several(Stream<? extends @Nullable AttributeValue> values) {
    return values
        .filter(Objects::nonNull)
        .map(SpanValues::single)
        .reduce((first, second) -> second);
  }

  static boolean isPlace(Field field) {
    return field == Intrinsic.NESTED_SET_LEFT
        || field == Intrinsic.NESTED_SET_RIGHT
        || field == Intrinsic.NESTED_SET_PARENT;
  }

  private static Optional<AnyValue> whole(Optional<Long> number) {
    return Optional.of(AnyValue.newBuilder().setIntValue(number.orElse(0L)).build());
  }

  /** A value as Tempo shows it: durations with their unit, trace ids without leading zeros. */
  static AnyValue shown(Field field, AttributeValue value) {
    if (isDuration(field) && value instanceof AttributeValue.Int nanos) {
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

  private static Optional<AnyValue> text(String value) {
    return Optional.of(string(value));
  }
}
