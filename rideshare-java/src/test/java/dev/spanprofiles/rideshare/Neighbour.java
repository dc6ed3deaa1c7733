package dev.spanprofiles.rideshare;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.ToIntFunction;

/** What a service talks to, on a free port: reads a request, answers with a status and no body. */
public final class Neighbour implements AutoCloseable {

  private final HttpServer server;

  private Neighbour(HttpServer server) {
    this.server = server;
  }

  /** The status of each answer is told by its request. */
  public static Neighbour start(ToIntFunction<HttpExchange> status) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status.applyAsInt(exchange), -1);
            exchange.close();
          });
      server.start();
      return new Neighbour(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
