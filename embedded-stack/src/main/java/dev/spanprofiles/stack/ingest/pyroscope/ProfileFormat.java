package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.model.Sample;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The formats of a profile that are read, by the name they have in the parameter format. */
enum ProfileFormat {
  JFR {
    @Override
    List<Sample> read(Upload upload) throws IOException {
      return JfrSamples.read(JfrUpload.of(upload));
    }
  };

  /** Reads an upload whole. What it throws means that the upload is broken. */
  abstract List<Sample> read(Upload upload) throws IOException;

  /**
   * The format of that name.
   *
   * @throws RefusedException if it is none of those read here
   */
  static ProfileFormat of(@Nullable String name) {
    for (ProfileFormat format : values()) {
      if (format.parameter().equals(name)) {
        return format;
      }
    }
    throw RefusedException.malformed(
        "format=%s is not read here; these are: %s"
            .formatted(
                name == null ? "" : name,
                Arrays.stream(values())
                    .map(ProfileFormat::parameter)
                    .collect(Collectors.joining(", "))));
  }

  private String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The samples of an upload.
   *
   * @throws RefusedException if it is broken
   */
  List<Sample> samples(Upload upload) {
    try {
      return read(upload);
    } catch (RefusedException e) {
      throw e;
    } catch (IOException e) {
      throw RefusedException.malformed("the " + name() + " profile is broken: " + e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      // Readers take the lengths and numbers in a file for true.
      throw RefusedException.malformed(
          "the " + name() + " profile is broken: its parts do not fit together (" + e + ")");
    } catch (OutOfMemoryError e) {
      // One array that no heap has, if a length is broken; it lasts no longer than this call.
      throw RefusedException.tooLarge(
          "the " + name() + " profile needs more memory than there is: it is too large, or broken");
    }
  }
}
