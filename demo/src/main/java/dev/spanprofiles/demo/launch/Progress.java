package dev.spanprofiles.demo.launch;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Locale;

/** Says what has happened, with the seconds since the launcher's JVM started. */
record Progress(PrintStream out, Instant start) {

  static Progress sinceLaunch(PrintStream out) {
    return new Progress(
        out, Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
  }

  void say(String format, Object... arguments) {
    String text = String.format(Locale.ROOT, format, arguments);
    out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(), text);
    out.flush();
  }

  /** Prints lines that need no time. */
  void print(String text) {
    out.println(text);
    out.flush();
  }

  double seconds() {
    return (System.currentTimeMillis() - start.toEpochMilli()) / 1000.0;
  }
}
