package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Scenario.scenario;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.instrumentation.spring.webmvc.v6_0.SpringWebMvcTelemetry;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.List;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** HTTP requests, whose spans OpenTelemetry's own filter makes: rule 6. */
final class HttpScenarios {
  static final List<Scenario> ALL =
      List.of(scenario("http: route of a Spring MVC handler", HttpScenarios::springMvc));

  private static final String ROUTES = "dev.spanprofiles.spring.WebMvcRouteAutoConfiguration";

  private HttpScenarios() {}

  /** Switches Spring MVC on. */
  @EnableWebMvc
  static class Configuration {}

  /** The handler. */
  @RestController
  static class Orders {
    private final Workload workload;

    Orders(Workload workload) {
      this.workload = workload;
    }

    @GetMapping("/orders/{id}")
    void find() {
      KnownSpan server = new KnownSpan(Span.current(), null);
      String name = ((ReadableSpan) server.span()).getName();
      // Without this project the span is still called GET: then that is due.
      if (isPresent(ROUTES) && !name.equals("GET /orders/{id}")) {
        throw new IllegalStateException("the handler's span is called " + name);
      }
      workload.burn(server);
    }
  }

  private static void springMvc(Workload w) throws Exception {
    try (var spring = new GenericWebApplicationContext(new MockServletContext())) {
      spring.registerBean(Orders.class, () -> new Orders(w));
      var annotated = new AnnotatedBeanDefinitionReader(spring);
      annotated.register(Configuration.class);
      if (isPresent(ROUTES)) {
        annotated.register(Class.forName(ROUTES));
      }
      spring.refresh();
      MockMvc mvc =
          MockMvcBuilders.webAppContextSetup(spring)
              .addFilters(SpringWebMvcTelemetry.create(w.openTelemetry()).createServletFilter())
              .build();
      w.repeat(
          () -> {
            mvc.perform(get("/orders/1"));
            w.burnUnowned();
          });
    }
  }

  private static boolean isPresent(String type) {
    try {
      Class.forName(type);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
