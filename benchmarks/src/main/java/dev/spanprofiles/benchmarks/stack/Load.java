package dev.spanprofiles.benchmarks.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Posts bodies from several connections for a while, each as fast as the server answers. */
final class Load {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Load() {}

  /** Makes the next body; called by several threads. */
  interface Bodies {
    byte[] next();
  }

  /** Requests answered with 200, a second. */
  static double perSecond(
      URI address, String contentType, Bodies bodies, int connections, Duration time)
      throws Exception {
    AtomicLong answered = new AtomicLong();
    long start = System.nanoTime();
    long end = start + time.toNanos();
    List<Callable<Boolean>> senders = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      senders.add(
          () -> {
            while (System.nanoTime() < end) {
              post(address, contentType, bodies.next());
              answered.incrementAndGet();
            }
            return true;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      for (Future<Boolean> sender : threads.invokeAll(senders)) {
        sender.get();
      }
    } finally {
      threads.shutdown();
    }
    return answered.get() * 1e9 / (System.nanoTime() - start);
  }

  /** The answer's body. */
  static byte[] post(URI address, String contentType, byte[] body)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        CLIENT.send(
            HttpRequest.newBuilder(address)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body))
                .build(),
            BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(
          "%s answered %d: %s"
              .formatted(address, answer.statusCode(), new String(answer.body(), UTF_8)));
    }
    return answer.body();
  }
}
