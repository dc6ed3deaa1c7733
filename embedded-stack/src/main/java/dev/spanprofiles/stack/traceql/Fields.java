package dev.spanprofiles.stack.traceql;

import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What TraceQL calls the things a span can be asked for. */
public final class Fields {

  private static final Map<String, Intrinsic> INTRINSICS =
      Map.ofEntries(
          Map.entry("name", Intrinsic.NAME),
          Map.entry("duration", Intrinsic.DURATION),
          Map.entry("status", Intrinsic.STATUS),
          Map.entry("statusMessage", Intrinsic.STATUS_MESSAGE),
          Map.entry("kind", Intrinsic.KIND),
          Map.entry("rootName", Intrinsic.ROOT_NAME),
          Map.entry("rootServiceName", Intrinsic.ROOT_SERVICE_NAME),
          Map.entry("traceDuration", Intrinsic.TRACE_DURATION),
          Map.entry("span:name", Intrinsic.NAME),
          Map.entry("span:duration", Intrinsic.DURATION),
          Map.entry("span:status", Intrinsic.STATUS),
          Map.entry("span:statusMessage", Intrinsic.STATUS_MESSAGE),
          Map.entry("span:kind", Intrinsic.KIND),
          Map.entry("span:id", Intrinsic.SPAN_ID),
          Map.entry("span:parentID", Intrinsic.PARENT_ID),
          Map.entry("trace:id", Intrinsic.TRACE_ID),
          Map.entry("trace:duration", Intrinsic.TRACE_DURATION),
          Map.entry("trace:rootName", Intrinsic.ROOT_NAME),
          Map.entry("trace:rootService", Intrinsic.ROOT_SERVICE_NAME),
          Map.entry("span:childCount", Intrinsic.CHILD_COUNT),
          Map.entry("nestedSetLeft", Intrinsic.NESTED_SET_LEFT),
          Map.entry("nestedSetRight", Intrinsic.NESTED_SET_RIGHT),
          Map.entry("nestedSetParent", Intrinsic.NESTED_SET_PARENT),
          Map.entry("event:name", Intrinsic.EVENT_NAME),
          Map.entry("event:timeSinceStart", Intrinsic.EVENT_TIME_SINCE_START),
          Map.entry("link:traceID", Intrinsic.LINK_TRACE_ID),
          Map.entry("link:spanID", Intrinsic.LINK_SPAN_ID),
          Map.entry("instrumentation:name", Intrinsic.INSTRUMENTATION_NAME),
          Map.entry("instrumentation:version", Intrinsic.INSTRUMENTATION_VERSION));

  private static final Map<String, AttributeScope> SCOPES =
      Map.of(
          ".", AttributeScope.ANY,
          "span.", AttributeScope.SPAN,
          "resource.", AttributeScope.RESOURCE,
          "event.", AttributeScope.EVENT,
          "link.", AttributeScope.LINK,
          "instrumentation.", AttributeScope.INSTRUMENTATION);

  /** What ends an attribute's key, besides white space (Tempo's {@code isAttributeRune}). */
  static final String KEY_ENDS = "{}()=~!<>&|^,";

  private Fields() {}

  /** Every name of an intrinsic, sorted. */
  public static List<String> intrinsicNames() {
    return INTRINSICS.keySet().stream().sorted().toList();
  }

  /** The field that a word stands for; empty if Tempo has no such field, or this stack has not. */
  static Optional<Field> find(Token token) {
    return switch (token.type()) {
      case WORD -> Optional.ofNullable(INTRINSICS.get(token.text()));
      case FIELD -> find(token.text());
      default -> Optional.empty();
    };
  }

  private static Optional<Field> find(String text) {
    int dot = text.indexOf('.') + 1;
    AttributeScope scope = SCOPES.get(text.substring(0, dot));
    return scope == null
        ? Optional.ofNullable(INTRINSICS.get(text))
        : Optional.of(new Attribute(scope, text.substring(dot)));
  }

  /** What a search result calls the value: an attribute's key, or the intrinsic's short name. */
  public static String label(Field field) {
    if (field instanceof Attribute attribute) {
      return attribute.key();
    }
    return INTRINSICS.entrySet().stream()
        .filter(entry -> entry.getValue() == field)
        .map(Map.Entry::getKey)
        .min((a, b) -> Integer.compare(a.length(), b.length()))
        .orElseThrow();
  }

  /** What the label of a series calls the field: with the scope of an attribute. */
  public static String name(Field field) {
    if (field instanceof Attribute attribute) {
      String key = attribute.key();
      boolean plain =
          key.chars().noneMatch(c -> Character.isWhitespace(c) || KEY_ENDS.indexOf(c) >= 0);
      return prefix(attribute.scope()) + (plain ? key : '"' + key + '"');
    }
    return label(field);
  }

  private static String prefix(AttributeScope scope) {
    return SCOPES.entrySet().stream()
        .filter(entry -> entry.getValue() == scope)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
