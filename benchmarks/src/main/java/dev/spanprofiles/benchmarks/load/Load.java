package dev.spanprofiles.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Posts bodies from several connections for a while, each as fast as the server answers. */
public final class Load {

  private static final int OK = 200;
  private static final int BUSY = 503;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final int CONNECTIONS = 4;

  private final URI address;
  private final String contentType;
  private final Bodies bodies;
  private final ProcessHandle server;

  /**
   * Requests answered with 200.
   *
   * @param perCpuSecond of the server's: what one core would do if it had nothing else to do
   */
  public record Rate(double perSecond, double perCpuSecond) {}

  /** Makes the next body; called by several threads. */
  public interface Bodies {
    byte[] next();
  }

  public Load(URI address, String contentType, Bodies bodies, ProcessHandle server) {
    this.address = address;
    this.contentType = contentType;
    this.bodies = bodies;
    this.server = server;
  }

  /** Sends until the time is over. */
  public Rate run(Duration time) throws Exception {
    AtomicLong answered = new AtomicLong();
    double cpu = cpuSeconds();
    long start = System.nanoTime();
    long end = start + time.toNanos();
    Callable<Boolean> sender =
        () -> {
          while (System.nanoTime() < end) {
            if (send(address, contentType, bodies.next()).statusCode() != BUSY) {
              answered.incrementAndGet();
            }
          }
          return true;
        };
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(CONNECTIONS, sender))) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
    return new Rate(
        answered.get() * 1e9 / (System.nanoTime() - start), answered.get() / (cpuSeconds() - cpu));
  }

  private double cpuSeconds() {
    return server.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  /** The answer's body. */
  public static byte[] post(URI address, String contentType, byte[] body)
      throws IOException, InterruptedException {
    return send(address, contentType, body).body();
  }

  private static HttpResponse<byte[]> send(URI address, String contentType, byte[] body)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        CLIENT.send(
            HttpRequest.newBuilder(address)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body))
                .build(),
            BodyHandlers.ofByteArray());
    if (answer.statusCode() != OK && answer.statusCode() != BUSY) {
      throw new IOException(
          "%s answered %d: %s"
              .formatted(address, answer.statusCode(), new String(answer.body(), UTF_8)));
    }
    return answer;
  }
}
