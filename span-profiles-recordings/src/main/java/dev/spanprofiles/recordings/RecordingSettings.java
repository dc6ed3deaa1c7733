package dev.spanprofiles.recordings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a recording says of how it was made.
 *
 * @param event the profiled event, such as {@code itimer}
 * @param intervalNanos what one sample of CPU time stands for
 * @param wallNanos what one sample of wall time stands for
 */
public record RecordingSettings(String event, long intervalNanos, long wallNanos) {

  private static final long SECOND = 1_000_000_000;

  /**
   * Reads the settings.
   *
   * @param sampleRate samples a second, where they do not say the interval
   */
  static RecordingSettings of(Map<String, String> settings, int sampleRate) {
    long interval = positive(settings.get("interval"), SECOND / sampleRate);
    return new RecordingSettings(
        settings.getOrDefault("event", ""), interval, positive(settings.get("wall"), interval));
  }

  private static long positive(@Nullable String text, long otherwise) {
    try {
      long value = text == null ? 0 : Long.parseLong(text);
      return value > 0 ? value : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  boolean isWall() {
    return event.equals("wall");
  }
}
