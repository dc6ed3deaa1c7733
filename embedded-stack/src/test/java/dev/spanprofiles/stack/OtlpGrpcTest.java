package dev.spanprofiles.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.otlp.OtlpApi;
import dev.spanprofiles.stack.ingest.otlp.ProfileRequest;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.Store;
import dev.spanprofiles.stack.storage.StoreBusyException;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.profiles.v1development.ProfilesServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OTLP over gRPC, with the SDK's own exporters and with what no exporter sends. */
final class OtlpGrpcTest {

  private static final IngestLimits LIMITS = new IngestLimits(64 << 10, 128 << 10, 2);
  private static final BrowserGuard GUARD =
      new BrowserGuard(KnownHosts.of("127.0.0.1", List.of("stack.example")));

  @TempDir static Path directory;
  private static DuckDbStore store;
  private static GrpcServer server;
  private static ManagedChannel channel;
  private static int traces;

  /** Every test has a trace of its own. */
  private final TraceId traceId = new TraceId(7, ++traces);

  @BeforeAll
  static void start() {
    store = DuckDbStore.open(StoreSettings.in(directory));
    server = serve(store);
    channel = channel(server, "localhost");
  }

  @AfterAll
  static void stop() throws Exception {
    channel.shutdownNow();
    server.close();
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void theSdksExportersAreUnderstood(String compression) {
    String endpoint = "http://localhost:" + server.port();
    OtlpGrpcSpanExporter spans =
        OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).setCompression(compression).build();
    OtlpGrpcLogRecordExporter logs =
        OtlpGrpcLogRecordExporter.builder()
            .setEndpoint(endpoint)
            .setCompression(compression)
            .build();
    try (SdkTracerProvider tracing =
            SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build();
        SdkLoggerProvider logging =
            SdkLoggerProvider.builder()
                .addLogRecordProcessor(SimpleLogRecordProcessor.create(logs))
                .build()) {
      Tracer tracer = tracing.get("test");
      io.opentelemetry.api.trace.Span span = tracer.spanBuilder("CarHandler").startSpan();
      logging
          .get("test")
          .logRecordBuilder()
          .setContext(io.opentelemetry.context.Context.root().with(span))
          .setBody("a car is near")
          .emit();
      span.end();
      assertThat(flushed(tracing.forceFlush())).isTrue();
      assertThat(flushed(logging.forceFlush())).isTrue();

      TraceId sent = TraceId.parse(span.getSpanContext().getTraceId());
      assertThat(store.trace(sent)).extracting(Span::name).containsExactly("CarHandler");
      assertThat(store.logs(sent, 9)).hasSize(1);
    }
  }

  private static boolean flushed(CompletableResultCode result) {
    return result.join(1, TimeUnit.MINUTES).isSuccess();
  }

  @Test
  void invalidSpansAreRejectedAndTheRestIsStored() {
    ExportTraceServiceResponse response =
        TraceServiceGrpc.newBlockingStub(channel)
            .export(request(span("good"), span("bad").clearSpanId()));
    assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(response.getPartialSuccess().getErrorMessage()).contains("no valid span id");
    assertThat(store.trace(traceId)).extracting(Span::name).containsExactly("good");
  }

  @Test
  void aRequestOfInvalidSpansOnlyIsRefused() {
    assertRefused(Code.INVALID_ARGUMENT, "no valid span id", request(span("bad").clearSpanId()));
  }

  @Test
  void profilesComeToo() {
    ProfileRequest profiles = new ProfileRequest("over-grpc");
    profiles
        .cpu()
        .addSamples(
            profiles.sampleIn(traceId.toString(), "0000000000000001", "work", "main").addValues(2));
    assertThat(
            ProfilesServiceGrpc.newBlockingStub(channel)
                .export(profiles.builder().build())
                .hasPartialSuccess())
        .isFalse();
    assertThat(
            store.mergeStackTraces(
                new ProfileQuery(
                    ProfileType.CPU, List.of(), TimeRange.ALL, Set.of(1L), Set.of(traceId))))
        .extracting(StackTotal::value)
        .containsExactly(20_000_000L);
  }

  @Test
  void metricsAreRefusedWithWhatToDo() {
    assertThatThrownBy(
            () ->
                MetricsServiceGrpc.newBlockingStub(channel)
                    .export(ExportMetricsServiceRequest.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertStatus(e, Code.UNIMPLEMENTED))
        .hasMessageContaining("OTEL_METRICS_EXPORTER=none");
  }

  @Test
  void messagesOverTheLimitAreRefused() {
    byte[] large = new byte[LIMITS.maxDecompressedBytes() + 1];
    assertThatThrownBy(() -> call(channel, large, "identity"))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertStatus(e, Code.RESOURCE_EXHAUSTED));
    assertThatThrownBy(() -> call(channel, large, "gzip"))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertStatus(e, Code.RESOURCE_EXHAUSTED));
    assertStillServes();
  }

  @Test
  void brokenMessagesAreRefusedAndNothingIsStored() {
    assertBroken("no protobuf at all".getBytes(UTF_8));
    byte[] good = request(span("good")).toByteArray();
    for (int end = 1; end < good.length; end++) {
      byte[] truncated = Arrays.copyOf(good, end);
      if (!isMessage(truncated)) {
        assertBroken(truncated);
      }
    }
    assertThat(store.trace(traceId)).isEmpty();
    assertStillServes();
  }

  private static boolean isMessage(byte[] bytes) {
    try {
      return ExportTraceServiceRequest.parseFrom(bytes).isInitialized();
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private static void assertBroken(byte[] message) {
    assertThatThrownBy(() -> call(channel, message, "identity"))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertStatus(e, Code.INVALID_ARGUMENT))
        .hasMessageContaining("this is no OTLP message");
  }

  @Test
  void noiseOnTheWireHarmsNothing() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      byte[] noise = new byte[1 + random.nextInt(4000)];
      random.nextBytes(noise);
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        if (i % 2 == 0) {
          socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(UTF_8));
        }
        socket.getOutputStream().write(noise);
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      } catch (IOException e) {
        // It may close at once, too.
      }
    }
    assertStillServes();
  }

  @Test
  void aBusyStoreAsksToTryAgain() throws Exception {
    StatusRuntimeException refused = failing(new StoreBusyException("too much waits"));
    assertStatus(refused, Code.UNAVAILABLE);
    com.google.rpc.Status status = StatusProto.fromThrowable(refused);
    assertThat(status).isNotNull();
    assertThat(status.getMessage()).isEqualTo("too much waits");
    assertThat(status.getDetails(0).unpack(RetryInfo.class).getRetryDelay().getSeconds())
        .isEqualTo(1);
  }

  @Test
  void aBrokenStoreIsAnError() throws Exception {
    StatusRuntimeException refused = failing(new StorageException("broken", null));
    assertStatus(refused, Code.INTERNAL);
    assertThat(refused).hasMessageContaining("broken");
  }

  private StatusRuntimeException failing(RuntimeException failure) throws Exception {
    Store failing =
        (Store)
            Proxy.newProxyInstance(
                OtlpGrpcTest.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, arguments) -> {
                  throw failure;
                });
    try (GrpcServer broken = serve(failing)) {
      ManagedChannel to = channel(broken, "localhost");
      try {
        TraceServiceGrpc.newBlockingStub(to).export(request(span("refused")));
        throw new AssertionError("not refused");
      } catch (StatusRuntimeException e) {
        return e;
      } finally {
        to.shutdownNow();
      }
    }
  }

  @Test
  void moreCallsThanMayBeInWorkWait() throws Exception {
    int calls = 10 * LIMITS.maxConcurrent();
    ExecutorService threads = Executors.newFixedThreadPool(calls);
    try {
      List<Callable<ExportTraceServiceResponse>> work =
          IntStream.rangeClosed(1, calls)
              .<Callable<ExportTraceServiceResponse>>mapToObj(this::sent)
              .toList();
      List<Future<ExportTraceServiceResponse>> answers = threads.invokeAll(work);
      for (Future<ExportTraceServiceResponse> answer : answers) {
        assertThat(answer.get().hasPartialSuccess()).isFalse();
      }
      assertThat(store.trace(traceId)).hasSize(calls);
    } finally {
      threads.shutdown();
    }
  }

  private Callable<ExportTraceServiceResponse> sent(int spanId) {
    ByteString id = ByteString.fromHex("%016x".formatted(spanId));
    return () ->
        TraceServiceGrpc.newBlockingStub(channel).export(request(span("many").setSpanId(id)));
  }

  @Test
  void itAnswersForItsNamesOnly() {
    ManagedChannel known = channel(server, "stack.example:1");
    ManagedChannel evil = channel(server, "evil.example");
    try {
      TraceServiceGrpc.newBlockingStub(known).export(request(span("known")));
      assertThat(store.trace(traceId)).hasSize(1);
      assertThatThrownBy(() -> TraceServiceGrpc.newBlockingStub(evil).export(request(span("evil"))))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class, e -> assertStatus(e, Code.PERMISSION_DENIED))
          .hasMessageContaining("not known as evil.example");
      assertThat(store.trace(traceId)).hasSize(1);
    } finally {
      known.shutdownNow();
      evil.shutdownNow();
    }
  }

  private void assertStillServes() {
    TraceServiceGrpc.newBlockingStub(channel).export(request(span("later")));
    assertThat(store.trace(traceId)).extracting(Span::name).containsExactly("later");
  }

  private static void assertRefused(Code code, String message, ExportTraceServiceRequest request) {
    assertThatThrownBy(() -> TraceServiceGrpc.newBlockingStub(channel).export(request))
        .isInstanceOfSatisfying(StatusRuntimeException.class, e -> assertStatus(e, code))
        .hasMessageContaining(message);
  }

  private static void assertStatus(StatusRuntimeException e, Code code) {
    assertThat(e.getStatus().getCode()).as(e.toString()).isEqualTo(code);
  }

  private static GrpcServer serve(Store store) {
    return GrpcServer.start(
        "test",
        "127.0.0.1",
        0,
        LIMITS.maxDecompressedBytes(),
        GUARD,
        new OtlpApi(store, store, LIMITS)::services);
  }

  private static ManagedChannel channel(GrpcServer to, String authority) {
    return NettyChannelBuilder.forAddress("127.0.0.1", to.port())
        .usePlaintext()
        .overrideAuthority(authority)
        .build();
  }

  /** Sends any bytes as a message. */
  private static byte[] call(ManagedChannel channel, byte[] message, String compression) {
    MethodDescriptor<byte[], byte[]> method =
        TraceServiceGrpc.getExportMethod().toBuilder(new Bytes(), new Bytes()).build();
    return ClientCalls.blockingUnaryCall(
        channel, method, CallOptions.DEFAULT.withCompression(compression), message);
  }

  private record Bytes() implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private io.opentelemetry.proto.trace.v1.Span.Builder span(String name) {
    return io.opentelemetry.proto.trace.v1.Span.newBuilder()
        .setTraceId(ByteString.fromHex(traceId.toString()))
        .setSpanId(ByteString.fromHex("0000000000000001"))
        .setName(name)
        .setStartTimeUnixNano(1000)
        .setEndTimeUnixNano(2000);
  }

  private static ExportTraceServiceRequest request(
      io.opentelemetry.proto.trace.v1.Span.Builder... spans) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    for (io.opentelemetry.proto.trace.v1.Span.Builder span : spans) {
      request.addResourceSpansBuilder().addScopeSpansBuilder().addSpans(span);
    }
    return request.build();
  }
}
