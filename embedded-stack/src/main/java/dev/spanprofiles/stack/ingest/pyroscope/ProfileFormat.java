package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.model.Sample;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The formats of a profile that are read, by the names they have in the parameter format. */
enum ProfileFormat {
  JFR("jfr") {
    @Override
    List<Sample> read(Upload upload) throws IOException {
      return JfrSamples.read(JfrUpload.of(upload));
    }
  },
  PPROF("pprof") {
    @Override
    List<Sample> read(Upload upload) {
      return UploadedPprof.read(upload);
    }
  },
  GROUPS("groups", "folded", "collapsed") {
    @Override
    List<Sample> read(Upload upload) {
      return CollapsedSamples.readGroups(upload);
    }
  },
  LINES("lines") {
    @Override
    List<Sample> read(Upload upload) {
      return CollapsedSamples.readLines(upload);
    }
  };

  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private final List<String> parameters;

  ProfileFormat(String... parameters) {
    this.parameters = List.of(parameters);
  }

  /** Reads an upload whole. What it throws means that the upload is broken. */
  abstract List<Sample> read(Upload upload) throws IOException;

  /**
   * The format of that name. A form has a pprof profile where no name or that of plain text is
   * given, and anything else is text without a name, as in Pyroscope.
   *
   * @throws RefusedException if it is none of those read here
   */
  static ProfileFormat of(@Nullable String name, UploadFiles files) {
    String wanted = name == null || name.isEmpty() ? "groups" : name;
    for (ProfileFormat format : values()) {
      if (format.parameters.contains(wanted)) {
        return format == GROUPS && files.isForm() ? PPROF : format;
      }
    }
    throw RefusedException.malformed(
        "format=%s is not read here; these are: %s"
            .formatted(
                wanted,
                Arrays.stream(values())
                    .flatMap(format -> format.parameters.stream())
                    .collect(Collectors.joining(", "))));
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
