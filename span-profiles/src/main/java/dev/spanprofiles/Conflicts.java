package dev.spanprofiles;

import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;

/** What in this process would make labels wrong. */
final class Conflicts {

  /** Seen by all class loaders: the application's, an agent's, another deployment's. */
  private static final String OWNER_PROPERTY = "dev.spanprofiles.active";

  private static final String ME =
      SpanProfiles.class.getName() + " of " + SpanProfiles.class.getClassLoader();

  private static final String PUBLIC_INTEGRATION =
      "io.otel.pyroscope.PyroscopeOtelAutoConfigurationCustomizerProvider";

  private static final String QUARKUS = "io.quarkus.opentelemetry.runtime.QuarkusContextStorage";

  private Conflicts() {}

  /**
   * Claims this process for this copy of the library.
   *
   * @throws UnavailableException if that cannot be
   */
  static void check() {
    if (!FollowingContextStorage.isInstalled()) {
      throw new UnavailableException(
          "OpenTelemetry's context was set up without this library, so scopes cannot be followed."
              + " Remove the system property"
              + " io.opentelemetry.context.contextStorageProvider=default, or build the SDK before"
              + " anything uses the context");
    }
    if (isPresent(PUBLIC_INTEGRATION)) {
      throw new UnavailableException(
          "io.pyroscope:otel is on the class path too, and each would overwrite the other's labels."
              + " Remove it: this library takes its place and reads its properties");
    }
    Properties properties = System.getProperties();
    Object other = properties.putIfAbsent(OWNER_PROPERTY, ME);
    if (other != null && !other.equals(ME)) {
      throw new UnavailableException("another copy is already active in this JVM: " + other);
    }
  }

  /**
   * What works less than it seems to. Quarkus hangs the context of a request on Vert.x's own, past
   * OpenTelemetry's API, so that no storage around its own sees it.
   *
   * @param isPresent whether there is a class of that name
   */
  static Optional<String> limit(Predicate<String> isPresent) {
    return isPresent.test(QUARKUS)
        ? Optional.of(
            "Quarkus keeps the context of its requests where this library does not see it: only"
                + " what your own code makes current has profiles. For all of them use the"
                + " OpenTelemetry Java agent with this library as its extension, and"
                + " quarkus.otel.sdk.disabled=true")
        : Optional.empty();
  }

  static boolean isPresent(String className) {
    try {
      Class.forName(className, false, Conflicts.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Lets another copy of the library take over. */
  static void release() {
    System.getProperties().remove(OWNER_PROPERTY, ME);
  }
}
