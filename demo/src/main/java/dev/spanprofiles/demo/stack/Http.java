package dev.spanprofiles.demo.stack;

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
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** Requests for JSON. */
public final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether a program is ready is known at once, or it is not. */
  private static final Duration READY_TIMEOUT = Duration.ofSeconds(2);

  /** An order burns CPU, more so on a busy machine. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private Http() {}

  /** Returns whether a GET is answered with 200. */
  public static boolean isUp(URI uri) throws InterruptedException {
    return problem(uri).isEmpty();
  }

  /** Returns why a GET is not answered with 200 at once; empty if it is. */
  public static Optional<Problem> problem(URI uri) throws InterruptedException {
    try {
      HttpResponse<String> response =
          CLIENT.send(
              HttpRequest.newBuilder(uri).timeout(READY_TIMEOUT).build(), BodyHandlers.ofString());
      return response.statusCode() == 200
          ? Optional.empty()
          : Optional.of(
              new Problem(
                  "it answers %d %s".formatted(response.statusCode(), shortened(response)), false));
    } catch (IOException e) {
      return Optional.of(new Problem(reason(e), true));
    }
  }

  /**
   * Why a program is not ready.
   *
   * @param text to be read after a colon
   * @param isDown whether it does not answer at all, which does not go away by itself
   */
  public record Problem(String text, boolean isDown) {}

  /**
   * Returns why a request failed, to be read after a colon; the JDK's client often says nothing.
   */
  public static String reason(IOException e) {
    if (e instanceof HttpTimeoutException) {
      return "it does not answer in time";
    }
    if (e instanceof ConnectException) {
      return "nothing listens there";
    }
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }

  private static String shortened(HttpResponse<String> response) {
    String line = response.body().strip().replaceAll("\\s+", " ");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }

  /**
   * Returns the answer to a GET.
   *
   * @throws IOException if no JSON comes back with status 200
   */
  public static JsonNode get(URI uri) throws IOException, InterruptedException {
    return json(HttpRequest.newBuilder(uri));
  }

  /**
   * Returns the answer to a POST.
   *
   * @throws IOException if no JSON comes back with status 200
   */
  public static JsonNode post(URI uri, JsonNode body) throws IOException, InterruptedException {
    return json(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private static JsonNode json(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        CLIENT.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(
          "%s answered %d: %s"
              .formatted(response.uri(), response.statusCode(), shortened(response)));
    }
    return JSON.readTree(response.body());
  }
}
