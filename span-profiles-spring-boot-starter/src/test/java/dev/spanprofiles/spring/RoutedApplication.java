package dev.spanprofiles.spring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A web service that asks itself for one order after the other until it is killed. */
@EnableAutoConfiguration
@Import(RoutedApplication.Orders.class)
public class RoutedApplication {

  /** Knows neither OpenTelemetry nor which web framework it runs in. */
  @RestController
  static class Orders {

    @GetMapping("/orders/{id}")
    String lookUpOrderById(@PathVariable("id") String id) {
      long end = System.nanoTime() + 100_000_000;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      return id;
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (var context = SpringApplication.run(RoutedApplication.class, args)) {
      String port = context.getEnvironment().getProperty("local.server.port");
      for (int order = 0; !Thread.currentThread().isInterrupted(); order++) {
        URI uri = URI.create("http://127.0.0.1:" + port + "/orders/" + order);
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      }
    }
  }
}
