package dev.spanprofiles.demo.launch;

import dev.spanprofiles.demo.stack.DemoException;
import dev.spanprofiles.demo.stack.Port;
import dev.spanprofiles.demo.stack.Ports;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The embedded stack and a load generator run together until a flame graph is there, so that the
 * archives of {@link FastStart} hold what both need up to then.
 */
record Training(Programs programs, RunFolder folder) {

  /** Of a busy machine: writing an archive alone took over two minutes on one. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final long POLL_MILLIS = 200;

  void run() throws IOException, InterruptedException {
    Ports ports = freePorts();
    Wiring wiring = new Wiring(ports, null);
    Children children = new Children(programs.leash(), folder.logs());
    Thread stop = new Thread(() -> children.stop(Duration.ZERO), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    children.start(
        "embedded-stack",
        trainee(Programs.tuneStack(programs.stack().trainee())),
        wiring.stackArguments(folder.data()),
        Map.of());
    children.start(
        "load-generator",
        trainee(Programs.tuneService(programs.rideshare().trainee())),
        List.of(),
        selfServing(wiring, ports));
    SpanProfiles profiles = SpanProfiles.fromNow(ports);
    Instant deadline = Instant.now().plus(PATIENCE);
    while (profiles.of("OrderVehicle").isEmpty()) {
      children.requireAlive();
      if (Instant.now().isAfter(deadline)) {
        throw new DemoException(
            "No flame graph came in %d s; the logs are in %s."
                .formatted(PATIENCE.toSeconds(), folder.logs()));
      }
      Thread.sleep(POLL_MILLIS);
    }
    children.stop(PATIENCE);
  }

  /** Writing an archive takes longer than an end usually may. */
  private static Program trainee(Program program) {
    return program.with("-Dleash.grace.millis=" + PATIENCE.toMillis());
  }

  /** The load generator takes itself for the regions: it learns both to ask and to answer. */
  private static Map<String, String> selfServing(Wiring wiring, Ports ports) {
    Map<String, String> environment = new HashMap<>(wiring.loadGenerator());
    String own = ports.address(Port.LOAD_GENERATOR).toString();
    environment.replaceAll((name, value) -> name.matches("(US|EU|AP)_.*_URL") ? own : value);
    environment.put("PYROSCOPE_UPLOAD_INTERVAL", "1s");
    return environment;
  }

  private static Ports freePorts() throws IOException {
    Map<String, String> environment = new HashMap<>();
    List<ServerSocket> held = new ArrayList<>();
    for (Port port : Port.OF_THE_DEMO) {
      ServerSocket socket = new ServerSocket(0);
      held.add(socket);
      environment.put(port.variable(), Integer.toString(socket.getLocalPort()));
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    return Ports.of(environment);
  }
}
