package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.traceql.Fields;
import dev.spanprofiles.stack.traceql.TraceQl;
import dev.spanprofiles.stack.traceql.TraceQlException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can stand where someone types: names and values that the store has. */
final class Completion {

  /** Suggestions at the most. */
  static final int MAX_OPTIONS = 30;

  /** Values that are looked through at the most. */
  private static final int MAX_VALUES = 1000;

  /** A field, a comparison, and the beginning of a value. */
  private static final Pattern VALUE =
      Pattern.compile(
          "([\\w.:/-]+|[a-z]*\\.\"[^\"]*\")\\s*(?:!=|=~|!~|[<>]=?|=)\\s*(\"[^\"]*|[\\w.]*)$");

  /** The beginning of a field. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z.][\\w.:/-]*$");

  private final TraceReader traces;

  Completion(TraceReader traces) {
    this.traces = traces;
  }

  /**
   * What may stand in a text instead of a part of it.
   *
   * @param from where that part begins, in characters
   * @param to where it ends
   */
  record Options(int from, int to, List<String> options) {}

  /** The values of a field that begin with a text, or have it in them. */
  Options ofField(String field, String text, TimeRange range) {
    return new Options(0, text.length(), values(field, text, range, false));
  }

  /**
   * What may stand at a place of a query.
   *
   * @param at how many characters are before the place
   */
  Options ofQuery(String query, int at, TimeRange range) {
    String before = query.substring(0, Math.max(0, Math.min(at, query.length())));
    Matcher value = VALUE.matcher(before);
    if (value.find()) {
      String begun = value.group(2).startsWith("\"") ? value.group(2).substring(1) : value.group(2);
      return new Options(
          value.start(2), end(query, before.length()), values(value.group(1), begun, range, true));
    }
    Matcher name = NAME.matcher(before);
    String begun = name.find() ? name.group() : "";
    return new Options(before.length() - begun.length(), before.length(), names(begun, range));
  }

  /** A quote that closes what is replaced is replaced, too. */
  private static int end(String query, int at) {
    return query.startsWith("\"", at) ? at + 1 : at;
  }

  private List<String> names(String begun, TimeRange range) {
    Stream<String> span =
        traces.attributeKeys(AttributeScope.SPAN, SpanFilter.ALL, range).stream()
            .map(key -> FieldText.name(new Attribute(AttributeScope.SPAN, key)));
    Stream<String> resource =
        traces.attributeKeys(AttributeScope.RESOURCE, SpanFilter.ALL, range).stream()
            .map(key -> FieldText.name(new Attribute(AttributeScope.RESOURCE, key)));
    return matching(
        Stream.of(Fields.intrinsicNames().stream(), span, resource).flatMap(names -> names), begun);
  }

  private List<String> values(String field, String begun, TimeRange range, boolean asTraceQl) {
    SpanFilter.Field known;
    try {
      known = TraceQl.parseField(field);
    } catch (TraceQlException e) {
      return List.of();
    }
    if (known == Intrinsic.DURATION || known == Intrinsic.TRACE_DURATION) {
      return List.of();
    }
    List<AttributeValue> values =
        traces.values(known, SpanFilter.ALL, range, MAX_VALUES).stream()
            .filter(value -> !value.toString().isEmpty())
            .toList();
    List<String> found = matching(values.stream().map(AttributeValue::toString), begun);
    return asTraceQl
        ? values.stream()
            .filter(value -> found.contains(value.toString()))
            .map(value -> FieldText.value(known, value))
            .toList()
        : found;
  }

  /** What begins with the text, before what has it elsewhere. */
  private static List<String> matching(Stream<String> all, String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return all.filter(name -> name.toLowerCase(Locale.ROOT).contains(wanted))
        .sorted(
            Comparator.comparing(
                (String name) -> !name.toLowerCase(Locale.ROOT).startsWith(wanted)))
        .limit(MAX_OPTIONS)
        .toList();
  }
}
