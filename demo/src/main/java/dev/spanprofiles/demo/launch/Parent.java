package dev.spanprofiles.demo.launch;

import picocli.CommandLine;

/** The process that started this one, such as {@code make}. */
final class Parent {

  private Parent() {}

  /** Has this process end when its parent does: a killed {@code make} would leave it to live on. */
  static void endWithIt() {
    ProcessHandle.current()
        .parent()
        .ifPresent(
            parent -> {
              Thread watch = new Thread(() -> exitAfter(parent), "parent");
              watch.setDaemon(true);
              watch.start();
            });
  }

  private static void exitAfter(ProcessHandle parent) {
    parent.onExit().join();
    System.exit(CommandLine.ExitCode.SOFTWARE);
  }
}
