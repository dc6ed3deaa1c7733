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
 * <p>{@code java.lang.VirtualThread} (JDK 21 to 25, at least) keeps the task it gives to its
 * scheduler in the field {@code runContinuation}. Running that task mounts the thread, runs it
 * until it parks, and unmounts it, all on the carrier.
 */
final class VirtualThreads {

  private static final Logger logger = Logger.getLogger(VirtualThreads.class.getName());

  private static final @Nullable MethodHandle IS_VIRTUAL = findIsVirtual();

  private VirtualThreads() {}

  private static @Nullable MethodHandle findIsVirtual() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (ReflectiveOperationException beforeJava21) {
      return null;
    }
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
    if (Mount.FIELD == null) {
      return false;
    }
    Mount.FIELD.update(Thread.currentThread(), wrapper);
    return true;
  }

  /** Found when the first virtual thread needs it: from JDK 24 on the JVM warns of Unsafe. */
  private static final class Mount {
    static final @Nullable MountField FIELD = find();

    private static @Nullable MountField find() {
      try {
        Field field = Class.forName("java.lang.VirtualThread").getDeclaredField("runContinuation");
        return field.trySetAccessible() ? MountField.opened(field) : MountField.unsafe(field);
      } catch (ReflectiveOperationException | RuntimeException e) {
        logger.log(
            Level.WARNING,
            "Span profiles cannot follow virtual threads on this JVM: their samples carry no span."
                + " Try --add-opens=java.base/java.lang=ALL-UNNAMED ("
                + e
                + ")");
        return null;
      }
    }
  }
}
