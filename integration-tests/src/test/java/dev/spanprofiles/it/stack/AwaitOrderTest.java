package dev.spanprofiles.it.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code make up} ends with: an order that comes through. */
final class AwaitOrderTest {

  private final AtomicInteger refusals = new AtomicInteger();
  private HttpServer loadGenerator;

  @BeforeEach
  void startLoadGenerator() throws IOException {
    loadGenerator =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    loadGenerator.createContext(
        "/orders",
        exchange -> {
          boolean refuses = refusals.getAndDecrement() > 0;
          byte[] body = "{\"vehicle\":\"car\",\"traceId\":\"0af7\"}".getBytes(UTF_8);
          exchange.sendResponseHeaders(refuses ? 502 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    loadGenerator.start();
  }

  @AfterEach
  void stopLoadGenerator() {
    loadGenerator.stop(0);
  }

  private Program.Result awaitOrder(String seconds) {
    int port = loadGenerator.getAddress().getPort();
    return Program.run(
        Map.of("LOAD_GENERATOR_PORT", Integer.toString(port), "AWAIT_SECONDS", seconds),
        "bin/await-order");
  }

  @Test
  void ordersUntilACarComesAndSaysItsTrace() {
    refusals.set(1);

    Program.Result result = awaitOrder("300");

    assertThat(result.isSuccess()).as(result.output()).isTrue();
    assertThat(result.output()).isEqualTo("The first order came through, trace 0af7\n");
  }

  @Test
  void givesUpWithTheReason() {
    refusals.set(Integer.MAX_VALUE);

    Program.Result result = awaitOrder("0");

    assertThat(result.isSuccess()).isFalse();
    assertThat(result.output()).contains("No car can be ordered at http://localhost:", "502");
  }
}
