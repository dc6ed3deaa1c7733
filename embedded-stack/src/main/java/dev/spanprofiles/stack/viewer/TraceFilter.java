package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Exists;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.traceql.Durations;
import dev.spanprofiles.stack.viewer.page.PageException;
import dev.spanprofiles.stack.viewer.page.Parameters;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The list of traces' query string. One span of a trace has to meet all of the conditions.
 *
 * @param service whole service name; empty for any
 * @param name span name or a part of it; empty for any
 * @param min shortest duration in nanoseconds
 * @param max longest duration in nanoseconds
 * @param before only what starts before it, in nanoseconds since the epoch: the next page
 */
record TraceFilter(
    String service,
    String name,
    @Nullable Long min,
    @Nullable Long max,
    boolean errors,
    boolean profiled,
    @Nullable Long before) {

  static final TraceFilter NONE = new TraceFilter("", "", null, null, false, false, null);

  static final SpanFilter.Field SERVICE = new Attribute(AttributeScope.RESOURCE, "service.name");
  static final SpanFilter HAS_PROFILE =
      new Exists(new Attribute(AttributeScope.SPAN, Span.PROFILE_ID));

  /**
   * Reads the query string; an empty value, as forms send it, is no condition.
   *
   * @throws PageException 400 if a value cannot be read
   */
  static TraceFilter parse(Context ctx) {
    TraceFilter filter =
        new TraceFilter(
            Parameters.text(ctx, "service"),
            Parameters.text(ctx, "name"),
            Parameters.duration(ctx, "min").orElse(null),
            Parameters.duration(ctx, "max").orElse(null),
            Parameters.flag(ctx, "errors"),
            Parameters.flag(ctx, "profiled"),
            nanos(ctx, "before"));
    if (filter.min != null && filter.max != null && filter.min > filter.max) {
      throw PageException.badParameter(
          "min",
          Durations.text(filter.min),
          "a duration no longer than “max”, which is " + Durations.text(filter.max));
    }
    return filter;
  }

  /** The same conditions as a query string that {@link #parse} reads: canonical, to be shared. */
  String query() {
    List<String> parts = new ArrayList<>();
    add(parts, "service", service);
    add(parts, "name", name);
    add(parts, "min", minText());
    add(parts, "max", maxText());
    add(parts, "errors", errors ? "1" : "");
    add(parts, "profiled", profiled ? "1" : "");
    add(parts, "before", before == null ? "" : before.toString());
    return String.join("&", parts);
  }

  /** The address of the list with these conditions. */
  String address() {
    String query = query();
    return query.isEmpty() ? "/traces" : "/traces?" + query;
  }

  String minText() {
    return min == null ? "" : Durations.text(min);
  }

  String maxText() {
    return max == null ? "" : Durations.text(max);
  }

  /** Whether there is any condition on spans; a page further back is none. */
  boolean isActive() {
    return !withBefore(null).equals(NONE);
  }

  TraceFilter withBefore(@Nullable Long newBefore) {
    return new TraceFilter(service, name, min, max, errors, profiled, newBefore);
  }

  TimeRange range() {
    return before == null ? TimeRange.ALL : new TimeRange(0, before);
  }

  SpanFilter spans() {
    List<SpanFilter> all = new ArrayList<>();
    if (!service.isEmpty()) {
      all.add(new Compare(SERVICE, Operator.EQUAL, new AttributeValue.Text(service)));
    }
    if (!name.isEmpty()) {
      String part = ".*" + quoted(name) + ".*";
      all.add(new Compare(Intrinsic.NAME, Operator.MATCHES, new AttributeValue.Text(part)));
    }
    if (min != null) {
      all.add(
          new Compare(Intrinsic.DURATION, Operator.GREATER_OR_EQUAL, new AttributeValue.Int(min)));
    }
    if (max != null) {
      all.add(new Compare(Intrinsic.DURATION, Operator.LESS_OR_EQUAL, new AttributeValue.Int(max)));
    }
    if (errors) {
      all.add(new Compare(Intrinsic.STATUS, Operator.EQUAL, new AttributeValue.Text("error")));
    }
    if (profiled) {
      all.add(HAS_PROFILE);
    }
    return all.isEmpty() ? SpanFilter.ALL : new SpanFilter.And(all);
  }

  /** With backslashes, which every kind of regular expression reads alike; \Q…\E is not. */
  private static String quoted(String text) {
    return Pattern.compile("[\\\\.*+?()\\[\\]{}|^$]").matcher(text).replaceAll("\\\\$0");
  }

  private static void add(List<String> parts, String key, String value) {
    if (!value.isEmpty()) {
      parts.add(key + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }

  private static @Nullable Long nanos(Context ctx, String parameter) {
    String value = Parameters.text(ctx, parameter);
    try {
      return value.isEmpty() ? null : (Long) parsePositive(value);
    } catch (NumberFormatException e) {
      throw PageException.badParameter(parameter, value, "nanoseconds since 1970, a whole number");
    }
  }

  private static long parsePositive(String value) {
    long nanos = Long.parseLong(value);
    if (nanos < 0) {
      throw new NumberFormatException("negative: " + value);
    }
    return nanos;
  }
}
