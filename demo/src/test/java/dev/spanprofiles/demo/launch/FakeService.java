package dev.spanprofiles.demo.launch;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;

/**
 * Is healthy, and nothing else; dies at its start in the region that {@code FAKE_DEATH} names, and
 * is never up in the one that {@code FAKE_HANG} names.
 */
final class FakeService {

  private FakeService() {}

  public static void main(String[] args) throws Exception {
    if (System.getenv("REGION").equals(System.getenv("FAKE_DEATH"))) {
      System.out.println("the fake service is told to die");
      System.exit(3);
    }
    if (System.getenv("REGION").equals(System.getenv("FAKE_HANG"))) {
      new CountDownLatch(1).await();
    }
    int port = Integer.parseInt(System.getenv("SERVER_PORT"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/actuator/health",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }
}
