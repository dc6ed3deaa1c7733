package dev.spanprofiles;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.function.UnaryOperator;

/** The field of a virtual thread that holds the task which mounts it; private and final. */
record MountField(MethodHandle get, MethodHandle set) {

  /** Needs {@code java.base/java.lang} to be open to this class. */
  static MountField opened(Field field) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    return new MountField(
        lookup.unreflectGetter(field).asType(MethodType.methodType(Runnable.class, Thread.class)),
        lookup
            .unreflectSetter(field)
            .asType(MethodType.methodType(void.class, Thread.class, Runnable.class)));
  }

  /** By reflection, because the compiler's warning about Unsafe cannot be suppressed. */
  static MountField unsafe(Field field) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field instance = type.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    Object unsafe = instance.get(null);
    long offset = (long) type.getMethod("objectFieldOffset", Field.class).invoke(unsafe, field);
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    MethodHandle get =
        lookup.unreflect(type.getMethod("getObject", Object.class, long.class)).bindTo(unsafe);
    MethodHandle set =
        lookup
            .unreflect(type.getMethod("putObject", Object.class, long.class, Object.class))
            .bindTo(unsafe);
    return new MountField(
        MethodHandles.insertArguments(get, 1, offset)
            .asType(MethodType.methodType(Runnable.class, Thread.class)),
        MethodHandles.insertArguments(set, 1, offset)
            .asType(MethodType.methodType(void.class, Thread.class, Runnable.class)));
  }

  void update(Thread thread, UnaryOperator<Runnable> change) {
    try {
      Runnable before = (Runnable) get.invokeExact(thread);
      set.invokeExact(thread, change.apply(before));
    } catch (Throwable e) {
      throw new IllegalStateException("Could not replace the mount of " + thread, e);
    }
  }
}
