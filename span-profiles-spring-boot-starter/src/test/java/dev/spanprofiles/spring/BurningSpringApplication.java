package dev.spanprofiles.spring;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** Burns CPU in one span until it is killed. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BurningSpringApplication {

  public static void main(String[] args) {
    try (var context = SpringApplication.run(BurningSpringApplication.class, args)) {
      Span span =
          context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("burn").startSpan();
      System.out.println("span=" + span.getSpanContext().getSpanId());
      System.out.println("attributes=" + ((ReadableSpan) span).toSpanData().getAttributes());
      try (Scope ignored = span.makeCurrent()) {
        while (!Thread.currentThread().isInterrupted()) {
          Thread.onSpinWait();
        }
      }
    }
  }
}
