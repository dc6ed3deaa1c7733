package dev.spanprofiles.demo.launch;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * Runs the main class of a jar until standard input ends.
 *
 * <p>The launcher holds the other end of standard input. The kernel closes it however the launcher
 * dies, also by {@code kill -9}, which no shutdown hook survives: so none of its children is ever
 * left running. It is a main class and not a Java agent because agents switch class data sharing
 * off in part (JDK 17) or whole (the AOT cache of JDK 25). Alone in its jar, it brings no library
 * into the program's class path.
 */
public final class Leash {

  private static final long GRACE_MILLIS = Long.getLong("leash.grace.millis", 5_000);

  private Leash() {}

  /** Runs the jar {@code args[0]}, which must be on the class path, with the other arguments. */
  public static void main(String[] args) throws Throwable {
    Thread leash = new Thread(Leash::exitWhenInputEnds, "leash");
    leash.setDaemon(true);
    leash.start();
    try {
      Class.forName(mainClass(args[0]))
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static String mainClass(String jar) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      return file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    }
  }

  private static void exitWhenInputEnds() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; whatever comes means that the launcher is there.
      }
    } catch (IOException e) {
      // As good as an end.
    }
    Thread last = new Thread(Leash::haltAfterGrace, "leash-halt");
    last.setDaemon(true);
    last.start();
    System.exit(0);
  }

  /** A shutdown hook may hang, for example on a last export to a backend that is gone. */
  private static void haltAfterGrace() {
    try {
      Thread.sleep(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
