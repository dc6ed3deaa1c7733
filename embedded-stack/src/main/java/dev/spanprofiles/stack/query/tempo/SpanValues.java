package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fields of a matched span, as a search result shows them. */
final class SpanValues {

  private SpanValues() {}

  /**
   * Empty also for what the form of a matched span, or of its trace, has a place of its own for.
   */
  static Optional<AnyValue> of(Span span, Field field) {
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
              span.events().stream().map(event -> new AttributeValue.Int(event.sinceStartNanos())));
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
          // These are of the whole trace, which is not read for a search.
          CHILD_COUNT,
          NESTED_SET_LEFT,
          NESTED_SET_RIGHT,
          NESTED_SET_PARENT ->
          Optional.empty();
    };
  }

  private static Optional<AnyValue> ofAttribute(Span span, Attribute attribute) {
    AttributeValue own = span.attributes().get(attribute.key());
    AttributeValue resource = span.resource().attributes().get(attribute.key());
    return switch (attribute.scope()) {
      case SPAN -> Optional.ofNullable(own).map(AnyValues::of);
      case RESOURCE -> Optional.ofNullable(resource).map(AnyValues::of);
      case ANY -> Optional.ofNullable(own != null ? own : resource).map(AnyValues::of);
      case INSTRUMENTATION ->
          Optional.ofNullable(span.scope().attributes().get(attribute.key())).map(AnyValues::of);
      case EVENT -> several(span.events().stream().map(event -> of(event.attributes(), attribute)));
      case LINK -> several(span.links().stream().map(link -> of(link.attributes(), attribute)));
    };
  }

  private static @Nullable AttributeValue of(
      Map<String, AttributeValue> attributes, Attribute attribute) {
    return attributes.get(attribute.key());
  }

  /** One as it is, more as an array. */
  private static Optional<AnyValue> several(Stream<? extends @Nullable AttributeValue> values) {
    AnyValue.Builder array = AnyValue.newBuilder();
    values
        .filter(Objects::nonNull)
        .forEach(value -> array.getArrayValueBuilder().addValues(AnyValues.of(value)));
    return switch (array.getArrayValue().getValuesCount()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(array.getArrayValue().getValues(0));
      default -> Optional.of(array.build());
    };
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
