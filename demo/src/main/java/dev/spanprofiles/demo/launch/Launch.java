package dev.spanprofiles.demo.launch;

import dev.spanprofiles.demo.stack.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What {@code make demo} does: everything, from its start to its end. */
public final class Launch {

  private Launch() {}

  /**
   * Starts the embedded stack and the services, and stops them when this process ends, however it
   * ends.
   *
   * @param home the root of the project, where the programs were built
   * @param data where to store data and logs, which stay then; null for a folder of its own
   * @param keep whether that folder stays when all is over
   * @param workshop whether the workshop is served, too
   * @param limit how long to go on once all is up; null for ever
   * @return the exit code
   * @throws dev.spanprofiles.demo.stack.DemoException if a port is taken, a program is missing or
   *     does not start, the embedded stack ends, or no flame graph was shown
   */
  public static int run(
      Path home, @Nullable Path data, boolean keep, boolean workshop, @Nullable Duration limit)
      throws IOException, InterruptedException {
    Parent.endWithIt();
    Programs programs = new Programs(home);
    Ports ports = Ports.of(System.getenv());
    ports.requireFree();
    Progress progress = Progress.sinceLaunch(System.out);
    Leftovers.delete(programs.workFolder());
    if (programs.arePreparedForAnotherJdk()) {
      progress.say("The programs were prepared to start fast on another JDK than this one");
      Preparation.prepare(programs, progress);
    }
    RunFolder folder = RunFolder.create(programs.workFolder(), data, keep);
    Run run =
        new Run(
            programs, new Wiring(ports, workshop ? programs.workshop() : null), folder, progress);
    Runtime.getRuntime().addShutdownHook(new Thread(run::stop, "stop"));
    return run.run(limit);
  }
}
