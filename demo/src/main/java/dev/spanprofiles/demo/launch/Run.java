package dev.spanprofiles.demo.launch;

import dev.spanprofiles.demo.launch.SpanProfiles.SpanProfile;
import dev.spanprofiles.demo.stack.DemoException;
import dev.spanprofiles.demo.stack.Http;
import dev.spanprofiles.demo.stack.Port;
import dev.spanprofiles.demo.stack.Ports;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run of the demo, from the start of its programs to their end. */
final class Run {

  private static final long POLL_MILLIS = 200;
  private static final Duration GRACE = Duration.ofSeconds(6);
  private static final String STACK = "embedded-stack";
  private static final List<Port> REGIONS = List.of(Port.US_EAST, Port.EU_NORTH, Port.AP_SOUTH);

  /** One local root of each service: what the demo promises to show. */
  private static final List<String> PROMISED = List.of("OrderVehicle", "CarHandler");

  private final Programs programs;
  private final Wiring wiring;
  private final Ports ports;
  private final RunFolder folder;
  private final Progress progress;
  private final Children children;
  private final SpanProfiles profiles;
  private final Set<Child> mourned = new HashSet<>();
  private volatile boolean stopping;

  Run(Programs programs, Wiring wiring, RunFolder folder, Progress progress) {
    this.programs = programs;
    this.wiring = wiring;
    this.ports = wiring.ports();
    this.folder = folder;
    this.progress = progress;
    children = new Children(programs.leash(), folder.logs());
    profiles = SpanProfiles.fromNow(ports);
  }

  /**
   * Starts everything and watches it.
   *
   * @param limit how long to go on once all is up; null for ever
   * @return the exit code
   * @throws DemoException if a program does not start, or the embedded stack ends
   */
  int run(@Nullable Duration limit) throws InterruptedException {
    startAll();
    awaitUp();
    progress.print(Texts.addresses(ports, folder));
    if (wiring.workshop() != null) {
      progress.print("Begin here:  " + ports.address(Port.VIEWER).resolve("/workshop"));
    }
    Map<String, SpanProfile> shown = watch(limit);
    progress.print("");
    progress.print(new Summary(ports.address(Port.VIEWER), children.all()).text());
    List<String> missing =
        PROMISED.stream().filter(spanName -> !shown.containsKey(spanName)).toList();
    if (!missing.isEmpty()) {
      throw new DemoException(
          "No span called %s showed a flame graph.".formatted(String.join(" or ", missing)));
    }
    return 0;
  }

  private void startAll() {
    children.start(
        STACK,
        Programs.tuneStack(programs.stack().program()),
        wiring.stackArguments(folder.data()),
        Map.of());
    Program rideshare = Programs.tuneService(programs.rideshare().program());
    for (Port region : REGIONS) {
      children.start(Wiring.name(region), rideshare, List.of(), wiring.region(region));
    }
    children.start("load-generator", rideshare, List.of(), wiring.loadGenerator());
    progress.say("Started %d programs; their logs are in %s", children.all().size(), folder.logs());
  }

  private void awaitUp() throws InterruptedException {
    Map<String, URI> waiting = new LinkedHashMap<>();
    waiting.put(STACK, ports.address(Port.TEMPO).resolve("/ready"));
    REGIONS.forEach(region -> waiting.put(Wiring.name(region), health(region)));
    waiting.put("load-generator", health(Port.LOAD_GENERATOR));
    while (!waiting.isEmpty()) {
      for (Child child : children.all()) {
        if (!child.isAlive()) {
          throw died(child);
        }
      }
      for (Map.Entry<String, URI> program : List.copyOf(waiting.entrySet())) {
        if (Http.isUp(program.getValue())) {
          waiting.remove(program.getKey());
          progress.say("%s is up", program.getKey());
        }
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private URI health(Port port) {
    return ports.address(port).resolve("/actuator/health");
  }

  private Map<String, SpanProfile> watch(@Nullable Duration limit) throws InterruptedException {
    long end = limit == null ? Long.MAX_VALUE : System.currentTimeMillis() + limit.toMillis();
    Map<String, SpanProfile> shown = new LinkedHashMap<>();
    while (System.currentTimeMillis() < end) {
      reportDeaths();
      for (String spanName : PROMISED) {
        if (!shown.containsKey(spanName)) {
          profiles.of(spanName).ifPresent(profile -> show(profile, shown));
        }
      }
      Thread.sleep(POLL_MILLIS);
    }
    return shown;
  }

  private void show(SpanProfile profile, Map<String, SpanProfile> shown) {
    if (shown.isEmpty()) {
      progress.say(
          "First span profile: %s with %d ms of CPU  %s",
          profile.spanName(),
          profile.cpuNanos() / 1_000_000,
          Texts.spanPage(ports.address(Port.VIEWER), profile));
    }
    shown.put(profile.spanName(), profile);
  }

  /** A service that dies is worth watching: its callers' spans show it. The stack is not. */
  private void reportDeaths() throws InterruptedException {
    for (Child child : children.all()) {
      if (!child.isAlive() && mourned.add(child)) {
        DemoException death = died(child);
        if (child.name().equals(STACK)) {
          throw death;
        }
        progress.say("%s", String.valueOf(death.getMessage()));
      }
    }
  }

  /** Ctrl-C reaches the children, too, and may end one before this process knows. */
  private DemoException died(Child child) throws InterruptedException {
    Thread.sleep(POLL_MILLIS);
    if (stopping) {
      throw new InterruptedException("stopping");
    }
    return new DemoException(child.obituary());
  }

  /** Ends all programs, and deletes their data unless it is to be kept; called once. */
  void stop() {
    stopping = true;
    children.stop(GRACE);
    folder.close();
  }
}
