package dev.spanprofiles.demo.stack;

import java.nio.file.Path;

/** The command that all others are commands of: it knows where the project is. */
public interface Home {

  /** Returns the root of the project. */
  Path home();
}
