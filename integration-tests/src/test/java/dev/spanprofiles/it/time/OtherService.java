package dev.spanprofiles.it.time;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * What answers a request after so many milliseconds, over a socket: with a span of its own, as a
 * service with tracing does, or without.
 */
final class OtherService implements AutoCloseable {

  private final ServerSocket server;
  private final OpenTelemetry tracing;
  private volatile Context caller = Context.root();

  /**
   * @param tracing of that service
   */
  OtherService(OpenTelemetry tracing) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.tracing = tracing;
    Thread thread = new Thread(this::serve, "other-service");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    try {
      while (true) {
        try (Socket socket = server.accept()) {
          InputStream in = socket.getInputStream();
          long millis = ByteBuffer.wrap(in.readNBytes(Long.BYTES)).getLong();
          Span span =
              tracing
                  .getTracer("other")
                  .spanBuilder("serve")
                  .setSpanKind(SpanKind.SERVER)
                  .setParent(caller)
                  .startSpan();
          Doing.sleep(millis);
          span.end();
          socket.getOutputStream().write(1);
        }
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Waits for bytes of something that has no spans. */
  void read(long millis) throws IOException {
    caller = Context.root();
    request(millis);
  }

  /** Waits for another service, in a client span of this one. */
  void call(io.opentelemetry.api.trace.Tracer tracer, long millis) throws IOException {
    Span client = tracer.spanBuilder("call").setSpanKind(SpanKind.CLIENT).startSpan();
    SpanContext here = client.getSpanContext();
    caller =
        Context.root()
            .with(
                Span.wrap(
                    SpanContext.createFromRemoteParent(
                        here.getTraceId(),
                        here.getSpanId(),
                        here.getTraceFlags(),
                        here.getTraceState())));
    try (var scope = client.makeCurrent()) {
      request(millis);
    }
    client.end();
  }

  private void request(long millis) throws IOException {
    try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
      socket.getOutputStream().write(ByteBuffer.allocate(Long.BYTES).putLong(millis).array());
      if (socket.getInputStream().read() != 1) {
        throw new IOException("no answer");
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
