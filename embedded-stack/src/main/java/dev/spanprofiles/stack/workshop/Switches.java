package dev.spanprofiles.stack.workshop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sends what a chapter switches to the services. */
public final class Switches {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Map<String, URI> services;

  public Switches(Map<String, URI> services) {
    this.services = Map.copyOf(services);
  }

  /**
   * Sends all, in order.
   *
   * @throws WorkshopException at the first that is not answered with 200
   */
  public void send(List<Chapter.Switch> switches) {
    switches.forEach(this::send);
  }

  private void send(Chapter.Switch one) {
    URI address = address(one.put());
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(one.body()))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new WorkshopException(
            "%s answers %d: %s".formatted(address, answer.statusCode(), answer.body()), null);
      }
    } catch (IOException e) {
      throw new WorkshopException(
          "%s does not answer (%s): is the demo running?".formatted(address, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkshopException("stopped while asking " + address, e);
    }
  }

  private URI address(String template) {
    String address = template;
    for (Map.Entry<String, URI> service : services.entrySet()) {
      address = address.replace("{" + service.getKey() + "}", service.getValue().toString());
    }
    try {
      return URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new WorkshopException(
          "“%s” is no address; services are %s".formatted(template, services.keySet()), e);
    }
  }
}
