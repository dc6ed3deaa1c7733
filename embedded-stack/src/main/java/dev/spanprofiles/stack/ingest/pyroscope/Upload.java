package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.RefusedException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@code /ingest}.
 *
 * @param spyName what made it, such as {@code javaspy}
 * @param sampleRate samples a second, where the profile does not say its interval
 */
record Upload(AppName name, String spyName, int sampleRate, UploadFiles files) {

  private static final int DEFAULT_SAMPLE_RATE = 100;

  /**
   * As the real server reads the parameters. {@code from} and {@code until} are not among them: the
   * events of a recording have their own times.
   *
   * @param parameters of the query, null where there is none of that name
   * @throws RefusedException if one is not as it must be
   */
  static Upload of(Function<String, @Nullable String> parameters, UploadFiles files) {
    String spyName = parameters.apply("spyName");
    return new Upload(
        AppName.parse(parameters.apply("name")),
        spyName == null ? "unknown" : spyName,
        sampleRate(parameters.apply("sampleRate")),
        files);
  }

  private static int sampleRate(@Nullable String text) {
    try {
      int rate = text == null ? DEFAULT_SAMPLE_RATE : Integer.parseInt(text);
      return rate > 0 ? rate : DEFAULT_SAMPLE_RATE;
    } catch (NumberFormatException e) {
      throw RefusedException.malformed("sampleRate is not a number: " + text);
    }
  }
}
