package dev.spanprofiles;

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
    check(Conflicts::isPresent);
  }

  /**
   * The same.
   *
   * @param isPresent whether there is a class of that name
   */
  static void check(Predicate<String> isPresent) {
    if (!FollowingContextStorage.isInstalled()) {
      throw new UnavailableException(
          "OpenTelemetry's context was set up without this library, so scopes cannot be followed."
              + " Remove the system property"
              + " io.opentelemetry.context.contextStorageProvider=default, or build the SDK before"
              + " anything uses the context");
    }
    if (isPresent.test(QUARKUS)) {
      throw new UnavailableException(
          "Quarkus' own OpenTelemetry hangs the context of each request on Vert.x's, past"
              + " OpenTelemetry's API, so that samples of its threads would carry no span, or one"
              + " of another request. Use the OpenTelemetry Java agent with this library as its"
              + " extension, and quarkus.otel.sdk.disabled=true");
    }
    if (isPresent.test(PUBLIC_INTEGRATION)) {
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
