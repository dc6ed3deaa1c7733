package dev.spanprofiles.demo.launch;

import dev.spanprofiles.demo.stack.DemoException;
import dev.spanprofiles.demo.stack.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** A part of the build: makes the archives of {@link FastStart}. */
@Command(
    name = "prepare",
    mixinStandardHelpOptions = true,
    description = "Makes the programs start fast, if that was not done since they were built.")
public final class Preparation implements Callable<Integer> {

  @ParentCommand private @Nullable Home demo;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Programs programs = new Programs(demo == null ? Path.of(".") : demo.home());
    if (!programs.stack().isPrepared() || !programs.rideshare().isPrepared()) {
      Parent.endWithIt();
      prepare(programs, Progress.sinceLaunch(System.out));
    }
    return 0;
  }

  /**
   * Prepares both programs, whatever was prepared before.
   *
   * @throws DemoException if they show no flame graph, or the JVM writes no archive
   */
  static void prepare(Programs programs, Progress progress)
      throws IOException, InterruptedException {
    progress.say("Preparing the programs to start fast, once for each build and JDK");
    Path training = programs.workFolder().resolve("training");
    Folders.delete(training); // of one that was killed
    RunFolder folder = RunFolder.create(programs.workFolder(), training, false);
    programs.stack().extract();
    programs.rideshare().extract();
    new Training(programs, folder).run();
    programs.stack().markPrepared();
    programs.rideshare().markPrepared();
    Folders.delete(training);
    progress.say("Prepared");
  }
}
