package dev.spanprofiles.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The workshop's pages, as a program goes through them. */
record Classroom(URI viewer) {

  private static final int SEE_OTHER = 303;
  private static final Pattern LINK = Pattern.compile("href=\"(/[^\"]*)\"");

  /** What is said of an answer. */
  record Verdict(boolean right, String sentence) {}

  String page(int chapter) {
    return Http.get(viewer.resolve("/workshop/" + chapter)).body();
  }

  /** The addresses of this viewer that a page leads to. */
  List<String> links(String page) {
    return LINK.matcher(page)
        .results()
        .map(link -> link.group(1).replace("&amp;", "&"))
        .distinct()
        .toList();
  }

  void start(int chapter) {
    post(chapter, "start", "");
  }

  void mend(int chapter) {
    post(chapter, "mend", "");
  }

  void reset(int chapter) {
    post(chapter, "reset", "");
  }

  Verdict answer(int chapter, int question, String answer) {
    JsonNode verdict =
        post(
                chapter,
                "answer",
                "question="
                    + question
                    + "&answer="
                    + URLEncoder.encode(answer, StandardCharsets.UTF_8))
            .path("verdict");
    return new Verdict(verdict.path("right").asBoolean(), verdict.path("sentence").asText());
  }

  /** By how much the figure that was promised is better now; 0 as long as nobody can tell. */
  double improvement(int chapter) {
    JsonNode promise =
        Http.json(
                Http.send(
                    HttpRequest.newBuilder(viewer.resolve("/workshop/" + chapter))
                        .header("Accept", "application/json")))
            .path("promise");
    return promise.path("before").asDouble() - promise.path("after").asDouble();
  }

  private JsonNode post(int chapter, String action, String form) {
    HttpResponse<String> response =
        Http.send(
            HttpRequest.newBuilder(viewer.resolve("/workshop/" + chapter + "/" + action))
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    // What changes something leads a browser back to the page.
    return response.statusCode() == SEE_OTHER ? MissingNode.getInstance() : Http.json(response);
  }
}
