package dev.spanprofiles.stack.viewer.workshop;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.span;

import com.sun.net.httpserver.HttpServer;
import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import dev.spanprofiles.stack.viewer.Viewer;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import dev.spanprofiles.stack.workshop.Classroom;
import dev.spanprofiles.stack.workshop.ProgressFile;
import dev.spanprofiles.stack.workshop.Workshop;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A workshop of one chapter with one question, on a real store, and the shop it is about. */
final class ShopWorkshop implements AutoCloseable {

  private static final String CHAPTER =
      """
      title: Shops are slow
      minutes: 5
      start: [{put: "{shop}/switch", body: "on"}]
      mend: [{put: "{shop}/switch", body: "mended"}]
      promise: {of: '{ name = "Sell" }', measure: p95}
      questions:
        - kind: span
          ask: Which *step* is it?
          spans:
            of: '{ name = "Sell" && span.kind = "slow" }'
            against: '{ name = "Sell" && span.kind = "quick" }'
            needs: 2
          hints: [Look., Look below., It weighs.]
          wrong: [{answer: Pack, says: All are packed.}]
      """;

  private final Queue<String> switched = new ConcurrentLinkedQueue<>();
  private final AtomicLong now = new AtomicLong(T0);
  private final HttpServer shop;
  private final DuckDbStore store;
  private final Javalin server;

  ShopWorkshop(Path folder) throws IOException {
    shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.createContext(
        "/switch",
        exchange -> {
          switched.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    shop.start();

    Path workshop = Files.createDirectory(folder.resolve("workshop"));
    Files.writeString(
        workshop.resolve("workshop.yaml"),
        """
        title: Shops
        services: {}
        reset: [{put: "{shop}/switch", body: "off"}]
        paths: [{title: All, text: all.md, chapters: [slow]}]
        """);
    Files.writeString(workshop.resolve("all.md"), "# All of it\n");
    Path chapter = Files.createDirectory(workshop.resolve("01-slow"));
    Files.writeString(chapter.resolve("chapter.yaml"), CHAPTER);
    Files.writeString(chapter.resolve("symptom.md"), "Shops are slow.\n");
    Files.writeString(chapter.resolve("explanation.md"), "They weigh by hand.\n");

    store = DuckDbStore.open(StoreSettings.in(folder.resolve("data")));
    Classroom classroom =
        new Classroom(
            Workshop.read(
                workshop,
                Map.of("shop", URI.create("http://127.0.0.1:" + shop.getAddress().getPort()))),
            new ProgressFile(folder.resolve("progress.json")),
            store,
            store,
            new Clock(() -> Instant.ofEpochSecond(0, now.get())));
    server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  new Viewer(store, store, ViewerSettings.DEFAULT).routes(config.routes);
                  new WorkshopPages(classroom).routes(config.routes);
                })
            .start("127.0.0.1", 0);
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  /** What the shop was told to be, in the order it was told. */
  Queue<String> switched() {
    return switched;
  }

  /** Sets the workshop's clock, in nanoseconds since the epoch. */
  void itIs(long nanos) {
    now.set(nanos);
  }

  /** The shop does not answer any more. */
  void closeShop() {
    shop.stop(0);
  }

  void store(Span span) {
    store.addSpans(List.of(span));
  }

  /** Three quick sales and three slow ones, in which goods are weighed. */
  void sell(long start) {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String kind = i % 2 == 0 ? "slow" : "quick";
      long id = 10L * (i + 1);
      spans.add(sold(id, start + i, kind.equals("slow") ? 500 : 100, kind));
      spans.add(step(id, 1, "Pack", start + i, 80));
      if (kind.equals("slow")) {
        spans.add(step(id, 2, "Weigh", start + i, 400));
      }
    }
    store.addSpans(spans);
  }

  static Span sold(long id, long start, long millis, String kind) {
    return span(id, id)
        .name("Sell")
        .start(start)
        .duration(millis * MILLI)
        .attributes("kind", kind)
        .build();
  }

  private static Span step(long sale, int number, String name, long start, long millis) {
    return span(sale, sale + number)
        .parent(sale)
        .name(name)
        .start(start)
        .duration(millis * MILLI)
        .build();
  }

  @Override
  public void close() {
    server.stop();
    store.close();
    shop.stop(0);
  }
}
