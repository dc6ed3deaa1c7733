package dev.spanprofiles.demo.launch;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A jar and how the JVM is to run it.
 *
 * @param jar with a main class in its manifest
 * @param options of the JVM
 */
record Program(Path jar, List<String> options) {

  /** Returns the arguments of {@code java} that run it on a leash. */
  List<String> onLeash(Path leash, List<String> arguments) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-cp", leash + File.pathSeparator + jar, Leash.class.getName()));
    all.add(jar.toString());
    all.addAll(arguments);
    return all;
  }

  Program with(String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return new Program(jar, all);
  }
}
