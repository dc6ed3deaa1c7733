package dev.spanprofiles;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK does not offer for virtual threads: to be told when one is mounted and unmounted.
 *
 * <p>{@code java.lang.VirtualThread} (read in the sources of JDK 21 to 25) keeps the task it gives
 * to its scheduler in the field {@code runContinuation}. Running that task mounts the thread, runs
 * it until it parks, and unmounts it, all on the carrier.
 */
final class VirtualThreads {

  private static final Logger logger = Logger.getLogger(VirtualThreads.class.getName());

  private static final @Nullable MethodHandle IS_VIRTUAL = findIsVirtual();

  /** Null if this JDK's virtual threads are made otherwise, or there are none. */
  private static final @Nullable Field MOUNT = findMount();

  private static volatile boolean refused;

  private VirtualThreads() {}

  private static @Nullable MethodHandle findIsVirtual() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (ReflectiveOperationException beforeJava21) {
      return null;
    }
  }

  private static @Nullable Field findMount() {
    try {
      Field field = Class.forName("java.lang.VirtualThread").getDeclaredField("runContinuation");
      return field.getType() == Runnable.class ? field : null;
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** Whether this JVM has them: Java 21 and newer. */
  static boolean exist() {
    return IS_VIRTUAL != null;
  }

  /** Whether labels follow them, as far as that is known before it was tried. */
  static boolean canBeFollowed() {
    return MOUNT != null && !refused;
  }

  static boolean isCurrent() {
    try {
      return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
    } catch (Throwable e) {
      throw new IllegalStateException("Thread.isVirtual failed", e);
    }
  }

  /**
   * Wraps the task that mounts the current virtual thread, from its next mount on.
   *
   * @return false if that is not possible on this JVM
   */
  static boolean replaceMount(UnaryOperator<Runnable> wrapper) {
    if (Access.FIELD == null) {
      return false;
    }
    Access.FIELD.update(Thread.currentThread(), wrapper);
    return true;
  }

  /** Made when the first virtual thread needs it: from JDK 24 on the JVM warns of Unsafe. */
  private static final class Access {
    static final @Nullable MountField FIELD = make();

    private static @Nullable MountField make() {
      if (MOUNT == null) {
        return null;
      }
      try {
        return MOUNT.trySetAccessible() ? MountField.opened(MOUNT) : MountField.unsafe(MOUNT);
      } catch (ReflectiveOperationException | RuntimeException e) {
        refused = true;
        logger.log(
            Level.WARNING,
            "Span profiles cannot follow virtual threads: their samples carry no span. Start the"
                + " JVM with --add-opens=java.base/java.lang=ALL-UNNAMED",
            e);
        return null;
      }
    }
  }
}
