package dev.spanprofiles.stack.viewer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;

/** The viewer on a free port, at a given time. */
final class ViewerServer implements AutoCloseable {

  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
  private final Javalin server;

  ViewerServer(TraceReader traces, ProfileReader profiles, Instant now) {
    this(traces, profiles, now, ViewerSettings.DEFAULT);
  }

  ViewerServer(TraceReader traces, ProfileReader profiles, Instant now, ViewerSettings settings) {
    Viewer viewer = new Viewer(traces, profiles, settings, InstantSource.fixed(now));
    server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  viewer.routes(config.routes);
                })
            .start("127.0.0.1", 0);
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) throws JsonProcessingException {
    return new ObjectMapper().readTree(response.body());
  }

  @Override
  public void close() {
    server.stop();
  }
}
