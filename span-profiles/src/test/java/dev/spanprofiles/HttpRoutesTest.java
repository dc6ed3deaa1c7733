package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.api.instrumenter.LocalRootSpan;
import io.opentelemetry.instrumentation.api.internal.HttpRouteState;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerRoute;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerRouteSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rule 6: the route of an HTTP request is on its samples as soon as instrumentation knows it. */
class HttpRoutesTest {

  private final Tracing tracing = new Tracing(Tracing.ROOT_MODE);
  private final Context incoming =
      HttpRouteState.create("GET", null, 0).storeInContext(Context.root());

  @AfterEach
  void close() {
    tracing.close();
  }

  @Test
  void theNewNameShowsInTheScopeThatIsOpen() {
    Span server = tracing.server("GET", incoming);
    try (Scope ignored = incoming.with(server).makeCurrent()) {
      assertThat(tracing.sample().spanName()).isEqualTo("GET");
      HttpServerRoute.update(Context.current(), HttpServerRouteSource.CONTROLLER, "/orders/{id}");
      assertThat(tracing.sample().spanName()).isEqualTo("GET /orders/{id}");
    }
    server.end();
    assertThat(tracing.exported("GET /orders/{id}").getSpanId())
        .isEqualTo(server.getSpanContext().getSpanId());
  }

  @Test
  void whatTheInstrumentationPutsInTheContextLaterIsTheSameSpan() {
    Span server = tracing.server("GET", incoming);
    HttpRouteState.updateSpan(incoming, server);
    Span renamed = HttpRouteState.fromContextOrNull(incoming).getSpan();
    assertThat(renamed.getSpanContext()).isEqualTo(server.getSpanContext());
    assertThat(Span.fromContext(Context.root().with(renamed))).isSameAs(server);
  }

  @Test
  void aServerSpanInsideAnotherHasNoRouteOfItsOwn() throws ReflectiveOperationException {
    Span outer = tracing.server("GET", incoming);
    var store = LocalRootSpan.class.getDeclaredMethod("store", Context.class, Span.class);
    store.setAccessible(true);
    Context inside = (Context) store.invoke(null, incoming.with(outer), outer);
    Context reset = HttpRouteState.create("GET", null, 0).storeInContext(inside);
    tracing.server("forwarded", reset);
    assertThat(HttpRouteState.fromContextOrNull(reset).getSpan()).isNull();
  }
}
