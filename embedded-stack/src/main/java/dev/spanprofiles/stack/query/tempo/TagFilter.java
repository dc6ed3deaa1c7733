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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tempo's older search by tags: texts that contain a value, whatever the case of letters. */
final class TagFilter {

  /** What Tempo knew by another name before TraceQL. */
  private static final Map<String, Intrinsic> INTRINSICS =
      Map.of(
          "name", Intrinsic.NAME,
          "status.code", Intrinsic.STATUS,
          "root.name", Intrinsic.ROOT_NAME,
          "root.service.name", Intrinsic.ROOT_SERVICE_NAME);

  private TagFilter() {}

  static SpanFilter of(Map<String, String> tags) {
    List<SpanFilter> filters = new ArrayList<>();
    tags.forEach((tag, value) -> filters.add(filter(tag, value)));
    return filters.size() == 1 ? filters.get(0) : new SpanFilter.And(List.copyOf(filters));
  }

  /** The field that an older tag's name stands for. */
  static Field field(String tag) {
    Intrinsic intrinsic = INTRINSICS.get(tag);
    return intrinsic != null ? intrinsic : new Attribute(AttributeScope.ANY, tag);
  }

  private static SpanFilter filter(String tag, String value) {
    if (tag.equals("error") && value.equals("true")) {
      return new Compare(Intrinsic.STATUS, Operator.EQUAL, new AttributeValue.Text("error"));
    }
    Field field = field(tag);
    if (field == Intrinsic.STATUS) {
      return new Compare(field, Operator.EQUAL, new AttributeValue.Text(value));
    }
    List<SpanFilter> alternatives = new ArrayList<>();
    alternatives.add(
        new Compare(
            field,
            Operator.MATCHES,
            new AttributeValue.Text("(?is).*" + Pattern.quote(value) + ".*")));
    number(value).ifPresent(number -> alternatives.add(new Compare(field, Operator.EQUAL, number)));
    if (value.equals("true") || value.equals("false")) {
      AttributeValue bool = new AttributeValue.Bool(Boolean.parseBoolean(value));
      alternatives.add(new Compare(field, Operator.EQUAL, bool));
    }
    return new SpanFilter.Or(List.copyOf(alternatives));
  }

  private static Optional<AttributeValue> number(String value) {
    try {
      return Optional.of(new AttributeValue.Int(Long.parseLong(value)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
