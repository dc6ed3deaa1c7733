package dev.spanprofiles.demo.look;

import java.io.PrintStream;

/** What the doctor found, printed as it is found. */
final class Report {

  private final PrintStream out;
  private int failures;

  Report(PrintStream out) {
    this.out = out;
  }

  void title(String text) {
    print("%n%s%n", text);
  }

  void good(String text) {
    print("  ok      %s%n", text);
  }

  /** Something that this stack does not have, or that cannot be looked at from here. */
  void absent(String text) {
    print("  -       %s%n", text);
  }

  /** Something to know that is no failure. */
  void note(String text) {
    print("  note    %s%n", text);
  }

  /**
   * @param text what is wrong
   * @param advice what to do
   */
  void bad(String text, String advice) {
    failures++;
    print("  FAILED  %s%n          %s%n", text, advice);
  }

  /** Says what is waited for. */
  void progress(String text) {
    print("  ...     %s%n", text);
  }

  /** Returns whether nothing was bad, and says so. */
  boolean conclude() {
    print(
        failures == 0 ? "%nAll is well.%n" : "%n%d failed.%n",
        failures == 0 ? new Object[0] : new Object[] {failures});
    return failures == 0;
  }

  private void print(String format, Object... arguments) {
    out.printf(format, arguments);
    out.flush();
  }
}
