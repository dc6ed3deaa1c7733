package dev.spanprofiles.stack.viewer.operations;

import dev.spanprofiles.stack.model.AttributeValue.Text;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.viewer.page.PageException;
import dev.spanprofiles.stack.viewer.page.Parameters;
import dev.spanprofiles.stack.viewer.page.RangeText;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The address of the operations' page.
 *
 * @param find a part of a service's or a span's name; empty for any
 * @param range empty where the address does not say: the last hour
 */
record OperationsAddress(String find, OperationOrder order, Optional<RangeText> range) {

  private static final SpanFilter.Field SERVICE =
      new Attribute(AttributeScope.RESOURCE, "service.name");

  static OperationsAddress parse(Context ctx) {
    return new OperationsAddress(
        Parameters.text(ctx, "find"),
        order(Parameters.text(ctx, "sort")),
        Parameters.range(ctx, "start", "end"));
  }

  private static OperationOrder order(String text) {
    if (text.isEmpty()) {
      return OperationOrder.SHARE;
    }
    return Arrays.stream(OperationOrder.values())
        .filter(order -> order.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                PageException.badParameter(
                    "sort",
                    text,
                    "one of "
                        + Arrays.stream(OperationOrder.values())
                            .map(OperationOrder::text)
                            .collect(Collectors.joining(", "))));
  }

  String address() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("find", find);
    parameters.put("sort", order == OperationOrder.SHARE ? "" : order.text());
    parameters.put("start", range.map(RangeText::start).orElse(""));
    parameters.put("end", range.map(RangeText::end).orElse(""));
    return Parameters.address("/operations", parameters);
  }

  OperationsAddress with(OperationOrder other) {
    return new OperationsAddress(find, other, range);
  }

  OperationsAddress with(RangeText other) {
    return new OperationsAddress(find, order, Optional.of(other));
  }

  RangeText rangeText() {
    return range.orElse(RangeText.LAST_HOUR);
  }

  SpanFilter filter() {
    if (find.isEmpty()) {
      return SpanFilter.ALL;
    }
    Text part = new Text("(?i).*" + quoted(find) + ".*");
    return new SpanFilter.Or(
        List.of(
            new Compare(SERVICE, Operator.MATCHES, part),
            new Compare(Intrinsic.NAME, Operator.MATCHES, part)));
  }

  /** With backslashes, which every kind of regular expression reads alike; \Q…\E is not. */
  private static String quoted(String text) {
    return Pattern.compile("[\\\\.*+?()\\[\\]{}|^$]").matcher(text).replaceAll("\\\\$0");
  }
}
