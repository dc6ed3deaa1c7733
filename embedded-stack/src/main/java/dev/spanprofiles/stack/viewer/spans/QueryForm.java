package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.AttributeValue.Text;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.Expression;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.And;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Exists;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.traceql.Durations;
import dev.spanprofiles.stack.viewer.page.PageException;
import dev.spanprofiles.stack.viewer.page.Parameters;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The questions most often asked, as fields to fill in. They write a query, and show again what a
 * query says that could have been written by them.
 *
 * @param service whole service name; empty for any
 * @param name whole span name; empty for any
 * @param min shortest duration as TraceQL writes it; empty for any
 * @param max longest duration
 * @param profiled only spans that samples carry the id of
 * @param isWhole whether the fields say all of what the query says
 */
record QueryForm(
    String service,
    String name,
    String min,
    String max,
    boolean errors,
    boolean profiled,
    boolean isWhole) {

  private static final List<String> FIELDS =
      List.of("service", "name", "min", "max", "errors", "profiled");

  private static final Attribute SERVICE = new Attribute(AttributeScope.RESOURCE, "service.name");
  private static final Attribute PROFILE = new Attribute(AttributeScope.SPAN, Span.PROFILE_ID);

  /** Whether an address has any of the fields. */
  static boolean isIn(Context ctx) {
    return FIELDS.stream().anyMatch(ctx.queryParamMap()::containsKey);
  }

  static QueryForm parse(Context ctx) {
    Optional<Long> min = Parameters.duration(ctx, "min");
    Optional<Long> max = Parameters.duration(ctx, "max");
    if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
      throw PageException.badParameter(
          "min",
          Durations.text(min.get()),
          "a duration no longer than “max”, which is " + Durations.text(max.get()));
    }
    return new QueryForm(
        Parameters.text(ctx, "service"),
        Parameters.text(ctx, "name"),
        min.map(Durations::text).orElse(""),
        max.map(Durations::text).orElse(""),
        Parameters.flag(ctx, "errors"),
        Parameters.flag(ctx, "profiled"),
        true);
  }

  /** What of a query the fields can show. */
  static QueryForm of(SpanFilter filter) {
    List<SpanFilter> conditions = new ArrayList<>();
    collect(filter, conditions);
    Set<SpanFilter> rest = conditions.stream().collect(Collectors.toSet());
    QueryForm shown =
        new QueryForm(
            take(rest, SERVICE, Operator.EQUAL),
            take(rest, Intrinsic.NAME, Operator.EQUAL),
            take(rest, Intrinsic.DURATION, Operator.GREATER_OR_EQUAL),
            take(rest, Intrinsic.DURATION, Operator.LESS_OR_EQUAL),
            rest.remove(new Compare(Intrinsic.STATUS, Operator.EQUAL, new Text("error"))),
            rest.remove(new Exists(PROFILE)),
            true);
    return rest.isEmpty() ? shown : shown.incomplete();
  }

  SetQuery query() {
    List<String> conditions = new ArrayList<>();
    add(conditions, "resource.service.name = ", FieldText.quote(service), service);
    add(conditions, "name = ", FieldText.quote(name), name);
    add(conditions, "duration >= ", min, min);
    add(conditions, "duration <= ", max, max);
    add(conditions, "status = ", "error", errors ? "error" : "");
    add(conditions, "span." + Span.PROFILE_ID, " != nil", profiled ? "profiled" : "");
    return SetQuery.of(conditions.isEmpty() ? "" : "{ " + String.join(" && ", conditions) + " }");
  }

  private QueryForm incomplete() {
    return new QueryForm(service, name, min, max, errors, profiled, false);
  }

  private static void add(List<String> conditions, String left, String right, String value) {
    if (!value.isEmpty()) {
      conditions.add(left + right);
    }
  }

  private static void collect(SpanFilter filter, List<SpanFilter> conditions) {
    if (filter instanceof And and) {
      and.filters().forEach(inner -> collect(inner, conditions));
    } else {
      conditions.add(filter);
    }
  }

  private static String take(Set<SpanFilter> rest, SpanFilter.Field field, Operator operator) {
    Optional<Compare> found =
        rest.stream()
            .filter(Compare.class::isInstance)
            .map(Compare.class::cast)
            .filter(c -> c.left().equals(field) && c.operator() == operator)
            .filter(c -> c.right() instanceof Expression.Constant)
            .findFirst();
    found.ifPresent(rest::remove);
    return found
        .map(
            compare -> {
              AttributeValue value = ((Expression.Constant) compare.right()).value();
              return value instanceof AttributeValue.Int nanos && field == Intrinsic.DURATION
                  ? Durations.text(nanos.value())
                  : value.toString();
            })
        .orElse("");
  }
}
