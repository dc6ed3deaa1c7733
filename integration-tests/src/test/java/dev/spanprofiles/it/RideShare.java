package dev.spanprofiles.it;

import static org.awaitility.Awaitility.await;

import dev.spanprofiles.jvm.JavaProcess;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The ride-share services: a load generator and regions, each a JVM with the real agent. */
final class RideShare implements AutoCloseable {

  private static final Path JAR =
      Path.of("../rideshare-java/target/rideshare-java.jar").toAbsolutePath().normalize();
  private static final List<String> REGIONS = List.of("us-east", "eu-north", "ap-south");

  private final Map<String, URI> addresses = new TreeMap<>();
  private final Map<String, JavaProcess> processes = new TreeMap<>();

  private RideShare() {}

  /**
   * Starts the load generator and the regions named; returns when all of them are healthy. The
   * other regions are known and down. No traffic runs by itself unless {@code TRAFFIC_RATE} says
   * so.
   *
   * @param environment on top of where to send to
   */
  static RideShare start(
      Path folder, Backend backend, List<String> regions, Map<String, String> environment) {
    return start(folder, backend, regions, environment, freeAddresses());
  }

  /** As the other, where addresses had to be known before. */
  static RideShare start(
      Path folder,
      Backend backend,
      List<String> regions,
      Map<String, String> environment,
      Map<String, URI> addresses) {
    RideShare rideShare = new RideShare();
    Map<String, String> common = new HashMap<>();
    common.put("OTEL_EXPORTER_OTLP_ENDPOINT", backend.otlp().toString());
    common.put("PYROSCOPE_SERVER_ADDRESS", backend.pyroscope().toString());
    common.put("PYROSCOPE_PROFILE_URL", backend.viewer().toString());
    common.put("PYROSCOPE_UPLOAD_INTERVAL", "2s");
    common.put("TRAFFIC_RATE", "0");
    // A busy machine makes an order slower, not fail.
    common.put("SPRING_HTTP_CLIENTS_CONNECTTIMEOUT", "2m");
    common.put("SPRING_HTTP_CLIENTS_READTIMEOUT", "2m");
    rideShare.addresses.putAll(addresses);
    for (String region : REGIONS) {
      common.put(
          region.toUpperCase(java.util.Locale.ROOT).replace('-', '_') + "_URL",
          rideShare.address(region).toString());
    }
    common.putAll(environment);
    try {
      for (String region : regions) {
        rideShare.launch(
            region, folder, common, Map.of("RIDESHARE_ROLE", "ride-sharing-app", "REGION", region));
      }
      rideShare.launch(
          "load-generator", folder, common, Map.of("RIDESHARE_ROLE", "load-generator"));
      rideShare.awaitHealthy();
      return rideShare;
    } catch (RuntimeException e) {
      rideShare.close();
      throw e;
    }
  }

  /** Addresses for the load generator and all regions. */
  static Map<String, URI> freeAddresses() {
    Map<String, URI> addresses = new TreeMap<>();
    for (String region : REGIONS) {
      addresses.put(region, URI.create("http://localhost:" + JavaProcess.freePort()));
    }
    addresses.put("load-generator", URI.create("http://localhost:" + JavaProcess.freePort()));
    return addresses;
  }

  private void launch(
      String name, Path folder, Map<String, String> common, Map<String, String> own) {
    Map<String, String> environment = new HashMap<>(common);
    environment.putAll(own);
    environment.put("SERVER_PORT", Integer.toString(address(name).getPort()));
    List<String> arguments = new ArrayList<>(JavaProcess.SHORT_LIVED);
    arguments.addAll(List.of("-Xmx128m", "-jar", JAR.toString()));
    processes.put(name, JavaProcess.start(name, folder, environment, arguments));
  }

  private void awaitHealthy() {
    for (var process : processes.entrySet()) {
      URI health = address(process.getKey()).resolve("/actuator/health");
      await()
          .atMost(Duration.ofMinutes(5))
          .until(
              () -> {
                process.getValue().requireAlive();
                try {
                  return Http.get(health).statusCode() == 200;
                } catch (UncheckedIOException e) {
                  return false;
                }
              });
    }
  }

  /** The base address of {@code load-generator} or of a region. */
  URI address(String name) {
    return java.util.Objects.requireNonNull(addresses.get(name), name);
  }

  /** Has all go well in every region. */
  void switchAllOff() {
    for (String region : REGIONS) {
      Http.json(
          Http.send(
              HttpRequest.newBuilder(address(region).resolve("/incidents"))
                  .header("Content-Type", "application/json")
                  .PUT(HttpRequest.BodyPublishers.ofString("[]"))));
    }
  }

  /** What a service has printed. */
  String output(String name) {
    return java.util.Objects.requireNonNull(processes.get(name), name).output();
  }

  /** Orders a vehicle by hand, as the README says. */
  HttpResponse<String> order(String vehicle, String region) {
    return order(vehicle, region, "acme");
  }

  HttpResponse<String> order(String vehicle, String region, String tenant) {
    return Http.post(
        address("load-generator")
            .resolve("/orders?vehicle=" + vehicle + "&region=" + region + "&tenant=" + tenant),
        "application/json",
        "");
  }

  @Override
  public void close() {
    new ArrayList<>(processes.values()).forEach(JavaProcess::close);
  }
}
