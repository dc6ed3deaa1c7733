package dev.spanprofiles.demo;

import dev.spanprofiles.demo.Backend.SpanProfile;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/**
 * A part of the build: has the embedded stack and a load generator run together until a flame graph
 * is there, so that the archives of {@link FastStart} hold what both need up to then.
 */
@Command(
    name = "prepare",
    mixinStandardHelpOptions = true,
    description = "Makes the programs start fast, if that was not done since they were built.")
final class Preparation implements Callable<Integer> {

  private static final long MAX_MILLIS = 180_000;
  private static final long POLL_MILLIS = 200;

  @ParentCommand private Demo demo = new Demo();

  @Override
  public Integer call() throws IOException, InterruptedException {
    return 0;
  }
}
