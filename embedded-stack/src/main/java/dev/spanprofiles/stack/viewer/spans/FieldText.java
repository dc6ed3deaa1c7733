package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.traceql.Durations;
import dev.spanprofiles.stack.traceql.Fields;
import java.util.regex.Pattern;

/** Fields and values as TraceQL writes them. */
final class FieldText {

  private static final Pattern PLAIN_KEY = Pattern.compile("[\\w./:-]+");

  private FieldText() {}

  static String name(Field field) {
    if (field instanceof Attribute attribute) {
      String key =
          PLAIN_KEY.matcher(attribute.key()).matches() ? attribute.key() : quote(attribute.key());
      return switch (attribute.scope()) {
        case SPAN -> "span." + key;
        case RESOURCE -> "resource." + key;
        case EVENT -> "event." + key;
        case LINK -> "link." + key;
        case INSTRUMENTATION -> "instrumentation." + key;
        case ANY -> "." + key;
      };
    }
    return Fields.label(field);
  }

  static String value(Field field, AttributeValue value) {
    if (field == Intrinsic.STATUS || field == Intrinsic.KIND) {
      return value.toString();
    }
    if (value instanceof AttributeValue.Int nanos
        && (field == Intrinsic.DURATION || field == Intrinsic.TRACE_DURATION)) {
      return Durations.text(nanos.value());
    }
    return value instanceof AttributeValue.Text text ? quote(text.value()) : value.toString();
  }

  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
