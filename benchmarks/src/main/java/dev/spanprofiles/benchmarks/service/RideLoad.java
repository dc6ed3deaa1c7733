package dev.spanprofiles.benchmarks.service;

import dev.spanprofiles.benchmarks.load.Load;
import java.net.URI;
import java.time.Duration;

/**
 * Rides from one region, the next one ordered when one is answered; the script {@code service}
 * starts the region and runs this.
 */
final class RideLoad {

  private static final byte[] NOTHING = {};

  private RideLoad() {}

  /**
   * Prints rides a second and a CPU second: address, process id, seconds to warm up, to measure.
   */
  public static void main(String[] arguments) throws Exception {
    ProcessHandle service = ProcessHandle.of(Long.parseLong(arguments[1])).orElseThrow();
    Load load = new Load(URI.create(arguments[0]), "application/json", () -> NOTHING, service);
    load.run(Duration.ofSeconds(Long.parseLong(arguments[2])));
    Load.Rate rate = load.run(Duration.ofSeconds(Long.parseLong(arguments[3])));
    System.out.printf("%.2f %.2f%n", rate.perSecond(), rate.perCpuSecond());
  }
}
