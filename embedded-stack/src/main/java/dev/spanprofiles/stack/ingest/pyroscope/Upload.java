package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.ProfileLimits;
import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.model.TimeText;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@code /ingest}.
 *
 * @param spyName what made it, such as {@code javaspy}
 * @param sampleRate samples a second, where the profile does not say its interval; 0 for unknown
 * @param fromNanos when the profile was begun, where it does not say
 * @param untilNanos when it ended
 * @param limits what the profile may come to
 */
record Upload(
    AppName name,
    String spyName,
    int sampleRate,
    long fromNanos,
    long untilNanos,
    UploadFiles files,
    ProfileLimits limits) {

  static final int DEFAULT_SAMPLE_RATE = 100;

  /**
   * As the real server reads the parameters. {@code units} and {@code aggregationType} are not
   * among them: it takes them, and makes nothing of them.
   *
   * @param parameters of the query, null where there is none of that name
   * @throws RefusedException if one is not as it must be
   */
  static Upload of(
      Function<String, @Nullable String> parameters, UploadFiles files, ProfileLimits limits) {
    String spyName = parameters.apply("spyName");
    return new Upload(
        AppName.parse(parameters.apply("name")),
        spyName == null || spyName.isEmpty() ? "unknown" : spyName,
        sampleRate(parameters.apply("sampleRate")),
        nanos(parameters.apply("from")),
        nanos(parameters.apply("until")),
        files,
        limits);
  }

  private static long nanos(@Nullable String time) {
    try {
      return TimeText.nanos(time, Clock.SYSTEM);
    } catch (IllegalArgumentException e) {
      throw RefusedException.malformed(String.valueOf(e.getMessage()));
    }
  }

  private static int sampleRate(@Nullable String text) {
    try {
      int rate = text == null ? DEFAULT_SAMPLE_RATE : Integer.parseInt(text);
      return rate >= 0 ? rate : DEFAULT_SAMPLE_RATE;
    } catch (NumberFormatException e) {
      throw RefusedException.malformed("sampleRate is not a number: " + text);
    }
  }
}
