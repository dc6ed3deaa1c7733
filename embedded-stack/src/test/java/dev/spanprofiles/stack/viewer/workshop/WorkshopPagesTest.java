package dev.spanprofiles.stack.viewer.workshop;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
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
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chapter of one question, in a folder of its own, over real HTTP and a real store. */
class WorkshopPagesTest {

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

  @TempDir Path folder;

  private final Queue<String> switched = new ConcurrentLinkedQueue<>();
  private final AtomicLong now = new AtomicLong(T0);
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer shop;
  private DuckDbStore store;
  private Javalin server;

  @BeforeEach
  void start() throws IOException {
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
            () -> Instant.ofEpochSecond(0, now.get()));
    server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  new Viewer(store, store, ViewerSettings.DEFAULT).routes(config.routes);
                  new WorkshopPages(classroom).routes(config.routes);
                })
            .start("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.stop();
    store.close();
    shop.stop(0);
  }

  @Test
  void fromTheSymptomToTheFix() throws Exception {
    assertThat(get("/workshop")).contains("Shops are slow", "0 of 1 chapters done");
    assertThat(get("/workshop/1")).contains("Shops are slow.", "Begin: let it happen");
    assertThat(answer("Weigh")).contains("Begin the chapter first");

    assertThat(post("/workshop/1/start", "")).isEqualTo(303);
    assertThat(switched).containsExactly("off", "on");
    assertThat(answer("Weigh")).contains("None of the requests that this is about was seen");

    sell(T0 + SECOND);
    now.set(T0 + 10 * SECOND);
    assertThat(answer("Pack")).contains("Not that.", "All are packed.");
    assertThat(answer("Sweep")).contains("There is no span “Sweep”");
    assertThat(get("/workshop/1")).doesNotContain("They weigh by hand.");
    assertThat(answer("weigh")).contains("Right.", "Weigh: 400 ms for each of these requests");
    assertThat(get("/workshop/1")).contains("They weigh by hand.", "Mend it");
    assertThat(get("/workshop")).contains("1 of 1 chapters done");

    post("/workshop/1/mend", "");
    assertThat(switched).endsWith("mended");
    store.addSpans(List.of(sold(90, T0 + 20 * SECOND, 100, "quick")));
    now.set(T0 + 30 * SECOND);
    assertThat(get("/workshop/1"))
        .contains("95th percentile: 500 ms before", "100 ms now (1 spans)");

    post("/workshop/1/reset", "");
    assertThat(get("/workshop/1")).contains("Begin: let it happen");
  }

  @Test
  void hintsComeOneByOne() throws Exception {
    post("/workshop/1/start", "");
    assertThat(get("/workshop/1")).contains("Which <em>step</em> is it?").doesNotContain("Look.");
    post("/workshop/1/hint", "question=1");
    assertThat(get("/workshop/1")).contains("Look.").doesNotContain("Look below.");
  }

  @Test
  void worksInATerminal() throws Exception {
    assertThat(get("/workshop", "text/plain")).contains("1. Shops are slow");
    assertThat(get("/workshop/1", "text/plain")).contains("make workshop CHAPTER=1 START=1");
    post("/workshop/1/start", "");
    sell(T0 + SECOND);
    now.set(T0 + 10 * SECOND);
    assertThat(get("/workshop/1", "text/plain")).contains("Question 1", "Which *step* is it?");
    assertThat(send("/workshop/1/answer", "answer=Weigh&question=", "text/plain").body())
        .contains("RIGHT. Weigh: 400 ms", "They weigh by hand.", "MEND=1");
  }

  @Test
  void answersAsJson() throws Exception {
    post("/workshop/1/start", "");
    assertThat(get("/workshop/1", "application/json"))
        .contains("\"started\" : true", "\"solved\" : false");
    assertThat(get("/workshop", "application/json")).contains("\"possible\" : 1");
  }

  @Test
  void pathHasItsTextAndChapters() throws Exception {
    assertThat(get("/workshop/paths/1")).contains("<h1>All of it</h1>", "Shops are slow");
  }

  @Test
  void whatIsNotThereIsA404() throws Exception {
    assertThat(send("/workshop/2", null, "text/html").statusCode()).isEqualTo(404);
    assertThat(send("/workshop/x", null, "text/html").statusCode()).isEqualTo(404);
    assertThat(send("/workshop/paths/7", null, "text/html").statusCode()).isEqualTo(404);
  }

  @Test
  void badQuestionAndEndlessAnswerAreRefused() throws Exception {
    post("/workshop/1/start", "");
    assertThat(post("/workshop/1/answer", "question=2&answer=x")).isEqualTo(400);
    assertThat(post("/workshop/1/answer", "question=1&answer=" + "x".repeat(201))).isEqualTo(400);
  }

  @Test
  void serviceThatIsDownIsSaid() throws Exception {
    shop.stop(0);
    HttpResponse<String> answer = send("/workshop/1/start", "", "text/html");
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("is the demo running?");
    assertThat(get("/workshop/1")).contains("Begin: let it happen");
  }

  private void sell(long start) {
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

  private static Span sold(long id, long start, long millis, String kind) {
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

  private String answer(String answer) throws Exception {
    return send(
            "/workshop/1/answer",
            "question=1&answer=" + URLEncoder.encode(answer, StandardCharsets.UTF_8),
            "text/html")
        .body();
  }

  private int post(String path, String form) throws Exception {
    return send(path, form, "text/html").statusCode();
  }

  private String get(String path) throws Exception {
    return get(path, "text/html");
  }

  private String get(String path, String accept) throws Exception {
    return send(path, null, accept).body();
  }

  private HttpResponse<String> send(String path, @Nullable String form, String accept)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Accept", accept);
    if (form != null) {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(HttpRequest.BodyPublishers.ofString(form));
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
