package dev.spanprofiles.stack.query.tempo;

import com.google.re2j.Pattern;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which values of a field a search result shows. Tempo reads of a field no other values than those
 * that some condition of the query looks for, and shows what it has read: of an array the elements
 * that match, of a span that is found for another reason nothing.
 *
 * @param all whether something in the query takes any value, as {@code select} does
 * @param absent whether the query asks where the field is missing
 * @param wanted what the conditions look for
 */
record ShownValues(boolean all, boolean absent, List<Predicate<AnyValue>> wanted) {

  static final ShownValues ALL = new ShownValues(true, false, List.of());

  static final ShownValues ABSENT = new ShownValues(false, true, List.of());

  /** Any value, but not that it is missing. */
  static final ShownValues PRESENT = new ShownValues(false, false, List.of(value -> true));

  /** What compares so with a constant of the same type. */
  static ShownValues of(Operator operator, AnyValue constant) {
    return new ShownValues(false, false, List.of(condition(operator, constant)));
  }

  /** Those of either. */
  ShownValues or(ShownValues other) {
    List<Predicate<AnyValue>> both = new ArrayList<>(wanted);
    both.addAll(other.wanted);
    return new ShownValues(all || other.all, absent || other.absent, List.copyOf(both));
  }

  /** The same, but for what is shown of a missing one. */
  ShownValues values() {
    return new ShownValues(all, false, wanted);
  }

  /** What is left of a value; an array of one element is that element. */
  Optional<AnyValue> of(AnyValue value) {
    if (!value.hasArrayValue()) {
      return includes(value) ? Optional.of(value) : Optional.empty();
    }
    List<AnyValue> elements =
        value.getArrayValue().getValuesList().stream().filter(this::includes).toList();
    if (elements.isEmpty() && !all) {
      return Optional.empty();
    }
    return Optional.of(
        elements.size() == 1
            ? elements.get(0)
            : AnyValue.newBuilder()
                .setArrayValue(ArrayValue.newBuilder().addAllValues(elements))
                .build());
  }

  private boolean includes(AnyValue value) {
    return all || wanted.stream().anyMatch(condition -> condition.test(value));
  }

  private static Predicate<AnyValue> condition(Operator operator, AnyValue constant) {
    return switch (operator) {
      case MATCHES -> matches(constant);
      case NOT_MATCHES -> matches(constant).negate().and(AnyValue::hasStringValue);
      case EQUAL -> value -> ofSameType(value, constant) && compare(value, constant) == 0;
      case NOT_EQUAL -> value -> ofSameType(value, constant) && compare(value, constant) != 0;
      case GREATER -> value -> ofSameType(value, constant) && compare(value, constant) > 0;
      case GREATER_OR_EQUAL ->
          value -> ofSameType(value, constant) && compare(value, constant) >= 0;
      case LESS -> value -> ofSameType(value, constant) && compare(value, constant) < 0;
      case LESS_OR_EQUAL -> value -> ofSameType(value, constant) && compare(value, constant) <= 0;
    };
  }

  private static Predicate<AnyValue> matches(AnyValue regex) {
    Pattern pattern = Pattern.compile(regex.getStringValue(), Pattern.DOTALL);
    return value -> value.hasStringValue() && pattern.matches(value.getStringValue());
  }

  private static boolean ofSameType(AnyValue value, AnyValue constant) {
    return value.getValueCase() == constant.getValueCase();
  }

  private static int compare(AnyValue value, AnyValue constant) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue().compareTo(constant.getStringValue());
      case BOOL_VALUE -> Boolean.compare(value.getBoolValue(), constant.getBoolValue());
      case INT_VALUE -> Long.compare(value.getIntValue(), constant.getIntValue());
      case DOUBLE_VALUE -> Double.compare(value.getDoubleValue(), constant.getDoubleValue());
      default -> throw new IllegalArgumentException("no constant: " + constant.getValueCase());
    };
  }
}
