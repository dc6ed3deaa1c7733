package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.Exemplar;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.traceql.Fields;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * A span of a series.
 *
 * @param labels its trace, and the values of what the query speaks of
 * @param value on the scale of the series; empty where that counts spans, to stand at its number
 */
record SeriesExemplar(List<KeyValue> labels, long startNanos, Optional<Double> value) {

  /**
   * @param told what {@link Exemplar#told} are values of
   */
  static SeriesExemplar of(Exemplar exemplar, List<Field> told, Optional<Double> value) {
    List<KeyValue> labels = new ArrayList<>();
    AttributeValue trace = new AttributeValue.Text(exemplar.traceId().toString());
    labels.add(label(Intrinsic.TRACE_ID, SpanValues.shown(Intrinsic.TRACE_ID, trace)));
    for (int i = 0; i < told.size(); i++) {
      Field field = told.get(i);
      exemplar
          .told()
          .get(i)
          .ifPresent(known -> labels.add(label(field, SpanValues.shown(field, known))));
    }
    return new SeriesExemplar(List.copyOf(labels), exemplar.startNanos(), value);
  }

  private static KeyValue label(Field field, AnyValue value) {
    return AnyValues.keyValue(Fields.name(field), value);
  }

  SeriesExemplar map(DoubleUnaryOperator operation) {
    return new SeriesExemplar(labels, startNanos, value.map(operation::applyAsDouble));
  }
}
