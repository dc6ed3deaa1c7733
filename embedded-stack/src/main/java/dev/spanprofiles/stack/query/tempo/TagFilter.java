package dev.spanprofiles.stack.query.tempo;

import com.google.re2j.Pattern;
import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.storage.TempoColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tempo's older search by tags, as {@code block_search.go} of its block format has it: traces with
 * a span, or a resource, for each tag. What has a column of its own contains the value, every other
 * attribute is a text that equals it.
 */
final class TagFilter {

  /** What Tempo knew by another name before TraceQL. */
  private static final Map<String, Intrinsic> INTRINSICS =
      Map.of(
          "name", Intrinsic.NAME,
          "status.code", Intrinsic.STATUS,
          "root.name", Intrinsic.ROOT_NAME,
          "root.service.name", Intrinsic.ROOT_SERVICE_NAME);

  /** What tags are called in TraceQL, too, where their values are asked for. */
  private static final Map<String, Intrinsic> ALSO =
      Map.of("rootName", Intrinsic.ROOT_NAME, "rootServiceName", Intrinsic.ROOT_SERVICE_NAME);

  private static final String HTTP_STATUS = "http.status_code";

  private TagFilter() {}

  static SpanFilter of(Map<String, String> tags) {
    List<SpanFilter> filters = new ArrayList<>();
    tags.forEach((tag, value) -> filters.add(filter(tag, value)));
    return filters.size() == 1 ? filters.get(0) : new SpanFilter.Together(List.copyOf(filters));
  }

  /** The field that an older tag's name stands for. */
  static Field field(String tag) {
    Intrinsic intrinsic = INTRINSICS.getOrDefault(tag, ALSO.get(tag));
    return intrinsic != null ? intrinsic : new Attribute(AttributeScope.ANY, tag);
  }

  private static SpanFilter filter(String tag, String value) {
    if (tag.equals("status.code")) {
      // What is no status counts as the first one.
      boolean known = value.equals("ok") || value.equals("error");
      return equal(Intrinsic.STATUS, new AttributeValue.Text(known ? value : "unset"));
    }
    if (INTRINSICS.containsKey(tag)) {
      return contains(INTRINSICS.get(tag), value);
    }
    if (tag.equals(HTTP_STATUS) && value.matches("\\d{1,9}")) {
      return equal(
          new Attribute(AttributeScope.SPAN, tag), new AttributeValue.Int(Long.parseLong(value)));
    }
    if (TempoColumns.OF_RESOURCE.contains(tag)) {
      return contains(new Attribute(AttributeScope.RESOURCE, tag), value);
    }
    if (TempoColumns.OF_SPAN.contains(tag) && !tag.equals(HTTP_STATUS)) {
      return contains(new Attribute(AttributeScope.SPAN, tag), value);
    }
    AttributeValue text = new AttributeValue.Text(value);
    return new SpanFilter.Or(
        List.of(
            equal(new Attribute(AttributeScope.SPAN, tag), text),
            equal(new Attribute(AttributeScope.RESOURCE, tag), text)));
  }

  private static SpanFilter equal(Field field, AttributeValue value) {
    return new Compare(field, Operator.EQUAL, value);
  }

  private static SpanFilter contains(Field field, String value) {
    return new Compare(
        field, Operator.MATCHES, new AttributeValue.Text("(?s).*" + Pattern.quote(value) + ".*"));
  }
}
