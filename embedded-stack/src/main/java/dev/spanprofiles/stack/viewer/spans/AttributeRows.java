package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.storage.AttributeCounts;
import dev.spanprofiles.stack.viewer.page.Format;
import dev.spanprofiles.stack.viewer.page.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a set as its page lists them: each value is a click that narrows.
 *
 * @param figures of the set, which may have more spans than were counted
 */
record AttributeRows(AttributeCounts counts, SetAddress address, SetFigures figures) {

  /** Keys shown at the most; those that most spans have. */
  private static final int MAX_KEYS = 40;

  /**
   * One attribute.
   *
   * @param name as TraceQL writes it
   * @param others how many values are not listed
   */
  record Row(String name, long spans, List<Value> values, long others) {}

  /**
   * One value.
   *
   * @param bar how many of the counted spans have it, as SVG takes it
   * @param only the set narrowed to it; empty where TraceQL cannot say it
   * @param against those that have it against those that have not; empty where all have
   */
  record Value(
      String text, long spans, String bar, Optional<String> only, Optional<String> against) {}

  /** The values that tell spans apart first: those that every span has alike say least. */
  List<Row> rows() {
    return counts.keys().stream()
        .filter(key -> !isIdentity(key))
        .sorted(java.util.Comparator.comparing(this::isSame))
        .limit(MAX_KEYS)
        .map(this::row)
        .toList();
  }

  /** Of which spans they were counted, as the page says it. */
  String basis() {
    return figures.counted(countedSpans()) + (figures.summary().spans() == 1 ? " span" : " spans");
  }

  long countedSpans() {
    return counts.countedSpans().get(0);
  }

  private boolean isSame(AttributeCounts.Key key) {
    return key.values().total() == 1
        && key.values().items().get(0).spans().get(0) == countedSpans();
  }

  /**
   * Nearly one of its own for each span, as ids and measured times have: nothing to choose from.
   */
  private static boolean isIdentity(AttributeCounts.Key key) {
    return key.spans().get(0) > 8 && 5 * key.values().total() >= key.spans().get(0);
  }

  private Row row(AttributeCounts.Key key) {
    return new Row(
        FieldText.name(key.field()),
        key.spans().get(0),
        key.values().items().stream().map(value -> value(key, value)).toList(),
        key.values().total() - key.values().items().size());
  }

  private Value value(AttributeCounts.Key key, AttributeCounts.Value value) {
    long spans = value.spans().get(0);
    Optional<String> condition = SetQuery.equal(key.field(), value.value());
    return new Value(
        value.value().toString(),
        spans,
        Format.svgPercent(spans / (double) Math.max(1, countedSpans())),
        condition.map(is -> address.with(address.query().and(is)).address()),
        condition.filter(is -> spans < countedSpans()).map(this::against));
  }

  private String against(String condition) {
    return address
        .with(address.query().and(condition))
        .against(address.query().and("!(" + condition + ")"), Optional.empty())
        .address();
  }

  static List<Map<String, @Nullable Object>> json(AttributeCounts counts) {
    return counts.keys().stream()
        .map(
            key ->
                Json.object(
                    "attribute", FieldText.name(key.field()),
                    "spans", key.spans().get(0),
                    "distinctValues", key.values().total(),
                    "values",
                        key.values().items().stream()
                            .map(
                                value ->
                                    Json.object(
                                        "value", value.value().toString(),
                                        "spans", value.spans().get(0)))
                            .toList()))
        .toList();
  }
}
