package dev.spanprofiles.stack.viewer.page;

import dev.spanprofiles.stack.flamegraph.FlameGraphShape;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.traceql.Durations;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The parameters of an address, read and written. An empty value, as forms send it, is none; one
 * that cannot be read is a {@link PageException} that says what it takes.
 */
public final class Parameters {

  private Parameters() {}

  public static String text(Context ctx, String name) {
    String value = ctx.queryParam(name);
    return value == null ? "" : value.strip();
  }

  public static boolean flag(Context ctx, String name) {
    String value = text(ctx, name);
    return switch (value) {
      case "", "0", "false" -> false;
      case "1", "true", "on" -> true;
      default -> throw PageException.badParameter(name, value, "1 or 0");
    };
  }

  /** In nanoseconds. */
  public static Optional<Long> duration(Context ctx, String name) {
    String value = text(ctx, name);
    try {
      return value.isEmpty()
          ? Optional.empty()
          : Optional.of(Durations.parseNanos(value.replace(" ", "")));
    } catch (IllegalArgumentException e) {
      throw PageException.badParameter(
          name, value, "a duration with its unit, such as 500ms, 1.5s or 1h30m");
    }
  }

  /** A whole number that is not negative. */
  public static int number(Context ctx, String name, int otherwise) {
    String value = text(ctx, name);
    try {
      return value.isEmpty() ? otherwise : Integer.parseUnsignedInt(value);
    } catch (NumberFormatException e) {
      throw PageException.badParameter(name, value, "a whole number");
    }
  }

  /** The parameter {@code type}. */
  public static Optional<ProfileType> profileType(Context ctx) {
    String id = text(ctx, "type");
    try {
      return id.isEmpty() ? Optional.empty() : Optional.of(ProfileType.parse(id));
    } catch (IllegalArgumentException e) {
      throw PageException.badParameter("type", id, "a profile type such as " + ProfileType.CPU);
    }
  }

  /** Empty where neither end is given; an end that is not given is that of the last hour. */
  public static Optional<RangeText> range(Context ctx, String startName, String endName) {
    String start = text(ctx, startName);
    String end = text(ctx, endName);
    return start.isEmpty() && end.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RangeText(
                start.isEmpty() ? RangeText.LAST_HOUR.start() : start,
                end.isEmpty() ? RangeText.LAST_HOUR.end() : end));
  }

  /** Which frames are drawn: the outermost ones that all samples share only if asked for. */
  public static FlameGraphShape shape(Context ctx) {
    return new FlameGraphShape(flag(ctx, "outer"));
  }

  /** A path with those parameters that have a value, in their order. */
  public static String address(String path, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .filter(parameter -> !parameter.getValue().isEmpty())
            .map(
                parameter ->
                    parameter.getKey()
                        + "="
                        + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }
}
