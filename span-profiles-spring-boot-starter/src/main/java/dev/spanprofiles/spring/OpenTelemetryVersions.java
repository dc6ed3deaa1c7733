package dev.spanprofiles.spring;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.ClassUtils;

/**
 * Sees the mistake that lets an application start and every request of it fail: OpenTelemetry's
 * starter beside the older OpenTelemetry API that Spring Boot's dependency management picks.
 */
final class OpenTelemetryVersions {

  private static final String INSTRUMENTER =
      "io.opentelemetry.instrumentation.api.instrumenter.Instrumenter";

  /** Instrumentation 2.n is built with API 1.(n + 34), as 2.31 with 1.65. */
  private static final int MINOR_VERSIONS_AHEAD = 34;

  private static final Pattern MINOR = Pattern.compile("\\d+\\.(\\d+)\\..*");

  private OpenTelemetryVersions() {}

  /** The advice this class path needs, if any. */
  static Optional<String> problem(ClassLoader loader) {
    return problem(apiVersion(loader), instrumentationVersion(loader));
  }

  static Optional<String> problem(String api, String instrumentation) {
    int apiMinor = minor(api);
    int neededMinor = minor(instrumentation) + MINOR_VERSIONS_AHEAD;
    if (apiMinor < 0 || neededMinor < MINOR_VERSIONS_AHEAD || apiMinor >= neededMinor) {
      return Optional.empty();
    }
    return Optional.of(
        "OpenTelemetry instrumentation %s needs OpenTelemetry 1.%d, but %s is on the class path:"
                .formatted(instrumentation, neededMinor, api)
            + " requests will fail with ClassNotFoundException"
            + " io.opentelemetry.api.impl.InstrumentationUtil. Import"
            + " io.opentelemetry.instrumentation:opentelemetry-instrumentation-bom:%s"
                .formatted(instrumentation)
            + " before spring-boot-dependencies; with Boot's parent, in your own"
            + " dependencyManagement");
  }

  private static int minor(String version) {
    Matcher matcher = MINOR.matcher(version);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  private static String apiVersion(ClassLoader loader) {
    Properties properties = new Properties();
    try (InputStream file = loader.getResourceAsStream("io/opentelemetry/api/version.properties")) {
      if (file != null) {
        properties.load(file);
      }
    } catch (IOException e) {
      return "";
    }
    return properties.getProperty("sdk.version", "");
  }

  private static String instrumentationVersion(ClassLoader loader) {
    if (!ClassUtils.isPresent(INSTRUMENTER, loader)) {
      return "";
    }
    String version =
        ClassUtils.resolveClassName(INSTRUMENTER, loader).getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }
}
