package dev.spanprofiles.stack.query.tempo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.Exemplar;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanSum;
import dev.spanprofiles.stack.storage.SpanSums;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The series of functions that tell numbers apart by powers of two.
 *
 * @param told what exemplars tell of their spans
 */
record BucketSeries(SeriesForm form, List<Field> told) {

  /** A group's spans of one bucket, or in one quantile. */
  private record Key(List<Optional<AttributeValue>> group, double of) {}

  /** A series of counts for each bucket. */
  List<NumberSeries> histogram(SpanSums read) {
    Map<Key, NumberSeries> series = new LinkedHashMap<>();
    for (SpanSum sum : read.sums().items()) {
      if (sum.powerOfTwo() > 0) {
        series.computeIfAbsent(bucket(sum), this::ofBucket).values()[sum.step()] = sum.spans();
      }
    }
    Map<Key, List<SeriesExemplar>> exemplars =
        read.exemplars().stream()
            .collect(
                groupingBy(
                    exemplar -> bucket(exemplar.of()),
                    mapping(
                        exemplar -> SeriesExemplar.of(exemplar, told, Optional.empty()),
                        toList())));
    return series.entrySet().stream()
        .map(one -> one.getValue().with(exemplars.getOrDefault(one.getKey(), List.of())))
        .toList();
  }

  private static Key bucket(SpanSum sum) {
    return new Key(sum.group(), sum.powerOfTwo());
  }

  private NumberSeries ofBucket(Key bucket) {
    return form.empty(form.grouped(bucket.group()))
        .with("__bucket", number(form.scaled(bucket.of())));
  }

  /** A series for each quantile. */
  List<NumberSeries> quantiles(SpanSums read) {
    Map<List<Optional<AttributeValue>>, Map<Integer, SortedMap<Double, Long>>> counts =
        new LinkedHashMap<>();
    SortedMap<Double, Long> ofAll = new TreeMap<>();
    for (SpanSum sum : read.sums().items()) {
      if (sum.powerOfTwo() > 0) {
        double bucket = form.scaled(sum.powerOfTwo());
        ofAll.merge(bucket, sum.spans(), Long::sum);
        counts
            .computeIfAbsent(sum.group(), group -> new LinkedHashMap<>())
            .computeIfAbsent(sum.step(), step -> new TreeMap<>())
            .put(bucket, sum.spans());
      }
    }
    Map<Key, List<SeriesExemplar>> exemplars = atQuantiles(read.exemplars(), ofAll);
    List<NumberSeries> series = new ArrayList<>();
    counts.forEach(
        (group, steps) -> {
          for (double quantile : form.query().quantiles()) {
            NumberSeries one = form.empty(form.grouped(group)).with("p", number(quantile));
            steps.forEach(
                (step, buckets) -> one.values()[step] = Histogram.quantile(quantile, buckets));
            series.add(one.with(exemplars.getOrDefault(new Key(group, quantile), List.of())));
          }
        });
    return series;
  }

  /** Each exemplar goes to the quantile of all spans that is nearest to it. */
  private Map<Key, List<SeriesExemplar>> atQuantiles(
      List<Exemplar> exemplars, SortedMap<Double, Long> ofAll) {
    List<Double> quantiles = form.query().quantiles();
    double[] values = quantiles.stream().mapToDouble(q -> Histogram.quantile(q, ofAll)).toArray();
    Map<Key, List<SeriesExemplar>> byQuantile = new LinkedHashMap<>();
    for (Exemplar exemplar : exemplars) {
      Optional<Double> value = exemplar.number().map(form::scaled);
      int nearest =
          IntStream.range(0, values.length)
              .boxed()
              .min(Comparator.comparingDouble(i -> Math.abs(values[i] - value.orElseThrow())))
              .orElseThrow();
      byQuantile
          .computeIfAbsent(
              new Key(exemplar.of().group(), quantiles.get(nearest)), key -> new ArrayList<>())
          .add(SeriesExemplar.of(exemplar, told, value));
    }
    return byQuantile;
  }

  private static AnyValue number(double value) {
    return AnyValue.newBuilder().setDoubleValue(value).build();
  }
}
