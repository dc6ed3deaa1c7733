package dev.spanprofiles.stack.query.tempo;

import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;

/**
 * Which of two series with equal numbers is the larger one for {@code topk} and {@code bottomk}, as
 * in Tempo's {@code series_heap.go}: label by label that whose text comes first, of numbers the one
 * with the larger bits.
 */
enum SeriesOrder implements Comparator<NumberSeries> {
  BY_LABELS;

  @Override
  public int compare(NumberSeries one, NumberSeries other) {
    Iterator<Map.Entry<String, AnyValue>> labels = one.labels().entrySet().iterator();
    Iterator<Map.Entry<String, AnyValue>> others = other.labels().entrySet().iterator();
    while (labels.hasNext() && others.hasNext()) {
      int order = compare(labels.next(), others.next());
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(others.hasNext(), labels.hasNext());
  }

  private static int compare(Map.Entry<String, AnyValue> one, Map.Entry<String, AnyValue> other) {
    int texts = other.getValue().getStringValue().compareTo(one.getValue().getStringValue());
    if (texts != 0) {
      return texts;
    }
    int names = other.getKey().compareTo(one.getKey());
    if (names != 0) {
      return names;
    }
    int types = Integer.compare(type(one.getValue()), type(other.getValue()));
    return types != 0 ? types : Long.compareUnsigned(bits(one.getValue()), bits(other.getValue()));
  }

  private static int type(AnyValue value) {
    return switch (value.getValueCase()) {
      case INT_VALUE -> 1;
      case DOUBLE_VALUE -> 2;
      case STRING_VALUE -> 3;
      case BOOL_VALUE -> 4;
      default -> 0;
    };
  }

  private static long bits(AnyValue value) {
    return switch (value.getValueCase()) {
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> Double.doubleToLongBits(value.getDoubleValue());
      case BOOL_VALUE -> value.getBoolValue() ? 1 : 0;
      default -> 0;
    };
  }
}
