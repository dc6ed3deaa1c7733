package dev.spanprofiles.demo.launch;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Answers like an embedded stack that has one span with a flame graph; {@code FAKE_NANOS=0} makes
 * the graph empty.
 */
final class FakeStack {

  private FakeStack() {}

  public static void main(String[] args) throws IOException {
    List<String> arguments = Arrays.asList(args);
    String nanos = System.getenv().getOrDefault("FAKE_NANOS", "70000000");
    serve(port(arguments, "--tempo-port"), "/ready", "{}");
    serve(
        port(arguments, "--pyroscope-port"), "/", "{\"flamegraph\":{\"total\":\"" + nanos + "\"}}");
    serve(
        port(arguments, "--viewer-port"),
        "/status",
        "{\"stored\":[{\"service\":\"fake\",\"spans\":7,\"traces\":3,\"logs\":4,\"samples\":99}]}");
  }

  private static int port(List<String> arguments, String option) {
    return Integer.parseInt(arguments.get(arguments.indexOf(option) + 1));
  }

  private static void serve(int port, String path, String json) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    answer(server, path, json);
    answer(
        server,
        "/api/search",
        "{\"traces\":[{\"traceID\":\"0af7\",\"spanSets\":[{\"spans\":[{\"spanID\":\"b7ad\"}]}]}]}");
    server.start();
  }

  private static void answer(HttpServer server, String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
