package dev.spanprofiles.stack.viewer.workshop;

import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chapter of one question, in a folder of its own, over real HTTP and a real store. */
class WorkshopPagesTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private ShopWorkshop workshop;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    workshop = new ShopWorkshop(folder);
  }

  @AfterEach
  void stop() {
    workshop.close();
  }

  @Test
  void fromTheSymptomToTheFix() throws Exception {
    assertThat(get("/workshop")).contains("Shops are slow", "0 of 1 chapters done");
    assertThat(get("/workshop/1")).contains("Shops are slow.", "Begin: let it happen");
    assertThat(answer("Weigh")).contains("Begin the chapter first");

    assertThat(post("/workshop/1/start", "")).isEqualTo(303);
    assertThat(workshop.switched()).containsExactly("off", "on");
    assertThat(answer("Weigh"))
        .contains("Not yet.", "None of the requests that this is about was seen");

    workshop.sell(T0 + SECOND);
    workshop.itIs(T0 + 10 * SECOND);
    assertThat(answer("Pack")).contains("Not that.", "All are packed.");
    assertThat(answer("Sweep")).contains("There is no span “Sweep”");
    assertThat(get("/workshop/1")).doesNotContain("They weigh by hand.");
    assertThat(answer("weigh")).contains("Right.", "Weigh: 400 ms for each of these requests");
    assertThat(get("/workshop/1")).contains("They weigh by hand.", "Mend it");
    assertThat(get("/workshop")).contains("1 of 1 chapters done");

    post("/workshop/1/mend", "");
    assertThat(workshop.switched()).endsWith("mended");
    for (int sale = 0; sale < 3; sale++) {
      workshop.store(ShopWorkshop.sold(90 + sale, T0 + 20 * SECOND, 100, "quick"));
    }
    workshop.itIs(T0 + 30 * SECOND);
    assertThat(get("/workshop/1")).contains(": 500 ms before", "100 ms now (3 spans)");

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
    workshop.sell(T0 + SECOND);
    workshop.itIs(T0 + 10 * SECOND);
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
    workshop.closeShop();
    HttpResponse<String> answer = send("/workshop/1/start", "", "text/html");
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("is the demo running?");
    assertThat(get("/workshop/1")).contains("Begin: let it happen");
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
        HttpRequest.newBuilder(URI.create(workshop.url(path))).header("Accept", accept);
    if (form != null) {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(HttpRequest.BodyPublishers.ofString(form));
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
