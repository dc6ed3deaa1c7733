package dev.spanprofiles.demo.look;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spanprofiles.demo.stack.Part;
import dev.spanprofiles.demo.stack.Port;
import dev.spanprofiles.demo.stack.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers as a stack does in which one order has just arrived everywhere; parts can be stopped. */
final class FakeBackends implements AutoCloseable {

  static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  static final String PROFILE_ID = "b7ad6b7169203331";

  private static final String TRACE =
      """
      {"trace": {"resourceSpans": [
        {"resource": {"attributes": [
          {"key": "service.name", "value": {"stringValue": "load-generator"}},
          {"key": "host.name", "value": {"stringValue": "global-1"}}]},
         "scopeSpans": [{"spans": [{"name": "OrderVehicle", "attributes": [
          {"key": "pyroscope.profile.id", "value": {"stringValue": "00f067aa0ba902b7"}}]}]}]},
        {"resource": {"attributes": [
          {"key": "service.name", "value": {"stringValue": "ride-sharing-app"}},
          {"key": "host.name", "value": {"stringValue": "eu-north-1"}}]},
         "scopeSpans": [{"spans": [{"name": "CarHandler", "attributes": [
          {"key": "span_profiles.cpu_time", "value": {"intValue": "12"}},
          {"key": "pyroscope.profile.id", "value": {"stringValue": "b7ad6b7169203331"}}]}]}]}]}}
      """;

  /** What listens on one port, and what it answers by the beginning of the path. */
  private record Part(HttpServer server, Map<String, String> answers) {}

  private final Map<Port, Part> parts = new EnumMap<>(Port.class);
  private final Map<String, String> environment = new HashMap<>();
  private final List<ServerSocket> hung = new ArrayList<>();

  private FakeBackends() {}

  /** What {@code make demo} starts. */
  static FakeBackends embedded() throws IOException {
    FakeBackends fake = new FakeBackends();
    fake.serveBoth();
    fake.serve(Port.VIEWER).put("/status", "{\"stored\": []}");
    return fake;
  }

  /** What {@code make up} starts. */
  static FakeBackends containers() throws IOException {
    FakeBackends fake = new FakeBackends();
    fake.serveBoth();
    fake.serve(Port.GRAFANA).put("/api/health", "{\"database\": \"ok\"}");
    fake.serve(Port.GRAFANA)
        .put("/api/datasources/uid/", "{\"status\": \"OK\", \"message\": \"fine\"}");
    fake.serve(Port.JAEGER).put("/api/services", "{\"data\": [\"ride-sharing-app\"]}");
    fake.serve(Port.JAEGER).put("/api/traces/", "{\"data\": [{\"spans\": [{}, {}]}]}");
    fake.serve(Port.LOKI).put("/ready", "ready");
    fake.serve(Port.LOKI)
        .put("/loki/", "{\"data\": {\"result\": [{\"values\": [[\"1\", \"a line\"]]}]}}");
    fake.serve(Port.PROMETHEUS).put("/-/ready", "ready");
    fake.serve(Port.PROMETHEUS)
        .put("/api/v1/query", "{\"data\": {\"result\": [{\"value\": [1, \"7\"]}]}}");
    fake.serve(Port.ALLOY).put("/-/ready", "ready");
    return fake;
  }

  private void serveBoth() throws IOException {
    serve(Port.TEMPO).put("/ready", "ready");
    serve(Port.TEMPO).put("/api/v2/traces/" + TRACE_ID, TRACE);
    serve(Port.PYROSCOPE).put("/ready", "ready");
    serve(Port.PYROSCOPE).put("/querier", "{\"flamegraph\": {\"total\": \"70000000\"}}");
    for (Port port : new Port[] {Port.US_EAST, Port.EU_NORTH, Port.AP_SOUTH, Port.LOAD_GENERATOR}) {
      serve(port).put("/actuator/health", "{\"status\": \"UP\"}");
      serve(port).put("/actuator/telemetry", "{\"spans\": {\"lost\": 0}, \"logs\": {\"lost\": 0}}");
    }
    serve(Port.LOAD_GENERATOR).put("/orders", "{\"traceId\": \"" + TRACE_ID + "\"}");
  }

  /** Where they are; parts that are not there have ports on which nothing listens. */
  Ports ports() throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    for (Port port : Port.values()) {
      if (!environment.containsKey(port.variable())) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        environment.put(port.variable(), Integer.toString(socket.getLocalPort()));
      }
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    return Ports.of(environment);
  }

  /** Ports on which nothing listens. */
  static Ports nowhere() throws IOException {
    return new FakeBackends().ports();
  }

  /** Answers of a part by the beginning of the path; others are 404. */
  Map<String, String> serve(Port port) throws IOException {
    Part known = parts.get(port);
    if (known != null) {
      return known.answers();
    }
    Part part =
        new Part(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
            new ConcurrentHashMap<>());
    part.server().createContext("/", exchange -> answer(exchange, part.answers()));
    part.server().start();
    parts.put(port, part);
    environment.put(port.variable(), Integer.toString(part.server().getAddress().getPort()));
    return part.answers();
  }

  /** Has a part take connections and answer nothing, as a process that is paused does. */
  void hang(Port port) throws IOException {
    stop(port);
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    hung.add(socket);
    environment.put(port.variable(), Integer.toString(socket.getLocalPort()));
  }

  void stop(Port port) {
    Part part = parts.get(port);
    if (part != null) {
      part.server().stop(0);
    }
  }

  private static void answer(HttpExchange exchange, Map<String, String> answers)
      throws IOException {
    exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    for (Map.Entry<String, String> entry : answers.entrySet()) {
      if (path.startsWith(entry.getKey())) {
        byte[] body = entry.getValue().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
        return;
      }
    }
    exchange.sendResponseHeaders(404, -1);
    exchange.close();
  }

  @Override
  public void close() throws IOException {
    parts.values().forEach(part -> part.server().stop(0));
    for (ServerSocket socket : hung) {
      socket.close();
    }
  }
}
