package dev.spanprofiles.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Requests for JSON. */
final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** The problem that does not go away by itself. */
  static final String NOTHING_LISTENS = "nothing listens there";

  private Http() {}

  /** Returns whether a GET is answered with 200. */
  static boolean isUp(URI uri) throws InterruptedException {
    try {
      return send(HttpRequest.newBuilder(uri)).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns why a GET is not answered with 200, to be read after a colon; empty if it is. */
  static Optional<String> problem(URI uri) throws InterruptedException {
    try {
      HttpResponse<String> response = send(HttpRequest.newBuilder(uri));
      return response.statusCode() == 200
          ? Optional.empty()
          : Optional.of("it answers %d %s".formatted(response.statusCode(), shortened(response)));
    } catch (ConnectException e) {
      return Optional.of(NOTHING_LISTENS);
    } catch (IOException e) {
      return Optional.of("it does not answer, " + e.getMessage());
    }
  }

  private static String shortened(HttpResponse<String> response) {
    String line = response.body().strip().replaceAll("\\s+", " ");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }

  /**
   * @throws IOException if no JSON comes back with status 200
   */
  static JsonNode get(URI uri) throws IOException, InterruptedException {
    return json(send(HttpRequest.newBuilder(uri)));
  }

  /**
   * @throws IOException if no JSON comes back with status 200
   */
  static JsonNode post(URI uri, JsonNode body) throws IOException, InterruptedException {
    return json(
        send(
            HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new IOException(
          "%s answered %d: %s"
              .formatted(response.uri(), response.statusCode(), shortened(response)));
    }
    return JSON.readTree(response.body());
  }
}
