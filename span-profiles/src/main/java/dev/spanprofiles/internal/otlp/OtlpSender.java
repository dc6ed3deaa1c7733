package dev.spanprofiles.internal.otlp;

import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Sends requests with whatever sender the SDK's own OTLP exporters use: the one on the class path.
 */
interface OtlpSender {

  /**
   * Sends a request.
   *
   * @return never fails: what went wrong is an answer
   */
  CompletableFuture<Answer> send(byte[] request);

  void close();

  /**
   * The sender of these settings.
   *
   * @throws IllegalStateException if there is none on the class path
   */
  static OtlpSender of(OtlpSettings settings) {
    SenderConfig config = new SenderConfig(settings);
    return switch (settings.protocol()) {
      case HTTP -> new Http(find(HttpSenderProvider.class).createSender(config));
      case GRPC -> new Grpc(find(GrpcSenderProvider.class).createSender(config));
    };
  }

  /** As the SDK finds it, with its property for those who have two. */
  private static <P> P find(Class<P> provider) {
    String wanted = System.getProperty(provider.getName());
    return ServiceLoader.load(provider, OtlpSender.class.getClassLoader()).stream()
        .filter(found -> wanted == null || found.type().getName().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "OTLP needs io.opentelemetry:opentelemetry-exporter-otlp on the class path:"
                        + " there is no "
                        + (wanted == null ? provider.getSimpleName() : wanted)))
        .get();
  }

  /** Over HTTP. */
  record Http(HttpSender sender) implements OtlpSender {

    /**
     * OTLP names 502, 503 and 504 alone. But Pyroscope answers 500 while a part of it is away, so
     * that its agent, too, tries again after any of them.
     */
    private static boolean again(int status) {
      return status == 429 || status >= 500;
    }

    @Override
    public CompletableFuture<Answer> send(byte[] request) {
      return ask(
          answer ->
              sender.send(
                  new Message(request),
                  response ->
                      answer.accept(
                          response.getStatusCode() / 100 == 2
                              ? Answer.taken(response.getResponseBody())
                              : new Answer.Refused(
                                  "HTTP "
                                      + response.getStatusCode()
                                      + text(response.getResponseBody()),
                                  again(response.getStatusCode()))),
                  failure -> answer.accept(new Answer.Refused(failure.toString(), true))));
    }

    private static String text(byte[] body) {
      String text = new String(body, StandardCharsets.UTF_8).strip();
      // A status message is Protocol Buffers: what cannot be read is left out.
      String readable = text.replaceAll("[^\\x20-\\x7e]+", " ").strip();
      return readable.isEmpty()
          ? ""
          : ": " + readable.substring(0, Math.min(300, readable.length()));
    }

    @Override
    public void close() {
      sender.shutdown();
    }
  }

  /** Over gRPC. */
  record Grpc(GrpcSender sender) implements OtlpSender {

    /** UNKNOWN and INTERNAL for the same reason. */
    private static final Set<GrpcStatusCode> AGAIN =
        Set.of(
            GrpcStatusCode.CANCELLED,
            GrpcStatusCode.UNKNOWN,
            GrpcStatusCode.INTERNAL,
            GrpcStatusCode.DEADLINE_EXCEEDED,
            GrpcStatusCode.RESOURCE_EXHAUSTED,
            GrpcStatusCode.ABORTED,
            GrpcStatusCode.OUT_OF_RANGE,
            GrpcStatusCode.UNAVAILABLE,
            GrpcStatusCode.DATA_LOSS);

    @Override
    public CompletableFuture<Answer> send(byte[] request) {
      return ask(
          answer ->
              sender.send(
                  new Message(request),
                  response ->
                      answer.accept(
                          response.getStatusCode() == GrpcStatusCode.OK
                              ? Answer.taken(response.getResponseMessage())
                              : new Answer.Refused(
                                  response.getStatusCode() + " " + response.getStatusDescription(),
                                  AGAIN.contains(response.getStatusCode()))),
                  failure -> answer.accept(new Answer.Refused(failure.toString(), true))));
    }

    @Override
    public void close() {
      sender.shutdown();
    }
  }

  private static CompletableFuture<Answer> ask(Consumer<Consumer<Answer>> question) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    try {
      question.accept(answer::complete);
    } catch (RuntimeException e) {
      answer.complete(new Answer.Refused(e.toString(), true));
    }
    return answer;
  }

  /** A request for the SDK's senders. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares it
  record Message(byte[] bytes) implements MessageWriter {
    @Override
    public void writeMessage(OutputStream output) throws IOException {
      output.write(bytes);
    }

    @Override
    public int getContentLength() {
      return bytes.length;
    }
  }
}
