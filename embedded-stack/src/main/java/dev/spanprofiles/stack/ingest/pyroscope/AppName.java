package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.model.Labels;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query parameter {@code name}: {@code app{label=value,…}}, read as the real server reads it
 * (its {@code api/model/labelset}). What follows the closing brace, or no comma, is nothing to it.
 *
 * @param application what stands before the labels
 */
record AppName(String application, Map<String, String> labels) {

  private static final Pattern APPLICATION = Pattern.compile("[a-zA-Z0-9_./-]+");
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z0-9_.]+");

  /** A label of this name is the application. */
  private static final String NAME = "__name__";

  /** What the real server calls the application if a label has its service name already. */
  static final String APP_NAME = "app_name";

  /**
   * Reads the parameter.
   *
   * @throws RefusedException if it is missing or of another form
   */
  static AppName parse(@Nullable String name) {
    String text = name == null ? "" : name;
    int brace = text.indexOf('{');
    String application = (brace < 0 ? text : text.substring(0, brace)).strip();
    if (application.isEmpty()) {
      throw RefusedException.malformed("the query parameter name is missing, as in name=checkout");
    }
    Map<String, String> labels = labels(brace < 0 ? "" : text.substring(brace + 1));
    String named = labels.remove(NAME);
    application = named == null ? application : named;
    if (!APPLICATION.matcher(application).matches()) {
      throw RefusedException.malformed(
          "name has an application with more than letters, digits and any of _./- in it: "
              + application);
    }
    return new AppName(application, labels);
  }

  private static Map<String, String> labels(String list) {
    Map<String, String> labels = new TreeMap<>();
    int end = list.indexOf('}');
    String rest = end < 0 ? list : list.substring(0, end + 1);
    int equals = rest.indexOf('=');
    while (equals >= 0) {
      int comma = endOfValue(rest, equals);
      if (comma < 0) {
        break;
      }
      String label = rest.substring(0, equals).strip();
      if (!LABEL_NAME.matcher(label).matches()) {
        throw RefusedException.malformed(
            "name has a label not of the form label=value: " + rest.substring(0, comma));
      }
      labels.put(label, rest.substring(equals + 1, comma).strip());
      rest = rest.substring(comma + 1);
      equals = rest.indexOf('=');
    }
    return labels;
  }

  private static int endOfValue(String text, int from) {
    int comma = text.indexOf(',', from);
    return comma < 0 ? text.indexOf('}', from) : comma;
  }

  /** The labels of all series of an upload, as the real server derives them. */
  Map<String, String> seriesLabels(String spyName, String event) {
    Map<String, String> series = new TreeMap<>(labels);
    // Names that begin so are the server's own, such as __name__ and __session_id__.
    series.keySet().removeIf(label -> label.startsWith("__"));
    series.put("pyroscope_spy", spyName);
    series.put("jfr_event", event);
    series.put(
        series.containsKey(Labels.SERVICE_NAME) ? APP_NAME : Labels.SERVICE_NAME, application);
    return series;
  }
}
