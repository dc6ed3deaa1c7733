package dev.spanprofiles;

import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The context storage that would be used if this library were not there.
 *
 * <p>OpenTelemetry takes the one {@code ContextStorageProvider} on the class path, and none if
 * there are two, such as Vert.x's and ours. So where it fell back to its own storage although
 * nobody asked it to, the other provider's is taken.
 */
final class OtherContextStorage {

  private static final String PROPERTY = "io.opentelemetry.context.contextStorageProvider";

  private OtherContextStorage() {}

  /**
   * @param chosen what OpenTelemetry chose
   */
  static ContextStorage instead(ContextStorage chosen) {
    String asked = System.getProperty(PROPERTY, "");
    boolean fellBack =
        chosen == ContextStorage.defaultStorage()
            && (asked.isEmpty() || asked.equals(FollowingContextStorageProvider.class.getName()));
    if (!fellBack) {
      return chosen;
    }
    try {
      List<ContextStorageProvider> others = others();
      // Of several OpenTelemetry takes none either.
      return others.size() == 1 ? others.get(0).get() : chosen;
    } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
      logger().log(Level.WARNING, "Span profiles could not use the other context storage", e);
      return chosen;
    }
  }

  /** Ours is not made again: its wrapper is about to be applied. */
  private static List<ContextStorageProvider> others() {
    return ServiceLoader.load(ContextStorageProvider.class, ContextStorage.class.getClassLoader())
        .stream()
        .filter(provider -> provider.type() != FollowingContextStorageProvider.class)
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** Made late: a logger may use the context. */
  private static Logger logger() {
    return Logger.getLogger(OtherContextStorage.class.getName());
  }
}
