package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.model.Labels;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query parameter {@code name}: {@code app{label=value,…}}.
 *
 * @param application what stands before the labels
 */
record AppName(String application, Map<String, String> labels) {

  private static final Pattern FORM = Pattern.compile("([^{}]+?)\\s*(?:\\{(.*)})?\\s*");
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.]*");

  /** What the real server calls the application if a label has its service name already. */
  static final String APP_NAME = "app_name";

  /**
   * Reads the parameter.
   *
   * @throws RefusedException if it is missing or of another form
   */
  static AppName parse(@Nullable String name) {
    if (name == null || name.isBlank()) {
      throw RefusedException.malformed("the query parameter name is missing, as in name=checkout");
    }
    Matcher form = FORM.matcher(name.strip());
    if (!form.matches()) {
      throw RefusedException.malformed("name is not of the form app{label=value}: " + name);
    }
    Map<String, String> labels = new TreeMap<>();
    String list = form.group(2);
    if (list != null && !list.isBlank()) {
      for (String pair : list.split(",", -1)) {
        int equals = pair.indexOf('=');
        String label = equals < 0 ? pair : pair.substring(0, equals).strip();
        if (equals < 0 || !LABEL_NAME.matcher(label).matches()) {
          throw RefusedException.malformed("name has a label not of the form label=value: " + pair);
        }
        labels.put(label, pair.substring(equals + 1).strip());
      }
    }
    return new AppName(form.group(1).strip(), labels);
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
