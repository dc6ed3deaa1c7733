package dev.spanprofiles.internal.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;

/** A server for profiles that does not always take them, on a free port. */
public final class UploadServer implements AutoCloseable {

  /** What arrived: the body is not compressed any more. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares it
  public record Request(String path, Map<String, String> headers, byte[] body) {}

  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final HttpServer server;
  private volatile byte[] body = {};
  private volatile CountDownLatch open = new CountDownLatch(0);

  public UploadServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    byte[] sent = exchange.getRequestBody().readAllBytes();
    if ("gzip".equals(headers.get("Content-encoding"))) {
      sent = new GZIPInputStream(new ByteArrayInputStream(sent)).readAllBytes();
    }
    requests.add(new Request(exchange.getRequestURI().getPath(), headers, sent));
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Integer status = statuses.poll();
    exchange.sendResponseHeaders(
        status == null ? 200 : status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All requests up to now. */
  public Queue<Request> requests() {
    return requests;
  }

  /** Answers the next requests with these; all others with 200. */
  public void answer(Integer... next) {
    statuses.addAll(List.of(next));
  }

  /** Has this in all answers. */
  public void answer(byte[] withBody) {
    body = withBody;
  }

  /** Answers none until {@link #release}. */
  public void hold() {
    open = new CountDownLatch(1);
  }

  public void release() {
    open.countDown();
  }

  /** Waits until no thread is left that sends. */
  public static void awaitNoSender() {
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("span-profiles-upload"));
  }

  @Override
  public void close() {
    release();
    server.stop(0);
  }
}
