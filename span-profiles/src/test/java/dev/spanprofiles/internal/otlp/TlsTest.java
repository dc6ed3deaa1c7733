package dev.spanprofiles.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceResponse;
import io.opentelemetry.proto.collector.profiles.v1development.ProfilesServiceGrpc;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With a server that nobody trusts unasked, and that asks who the sender is. */
class TlsTest {

  private static final ExportLimits LIMITS = new ExportLimits(8, 1, 4_000_000);

  @TempDir static Path directory;
  private static RecordedProfile profile;
  private static HttpsServer server;
  private static Server grpcServer;

  /** Who sent. */
  private static final Queue<String> senders = new ConcurrentLinkedQueue<>();

  private final Map<String, String> settings = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    profile = Recorded.make(directory).profile();
    Identity.make(directory, "server", "RSA");
    Identity.make(directory, "client", "EC");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Tls tls = Tls.of(file("client.crt"), file("server.key"), file("server.crt"));
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls.context()) {
          @Override
          public void configure(HttpsParameters connection) {
            SSLParameters parameters = tls.context().getDefaultSSLParameters();
            parameters.setNeedClientAuth(true);
            connection.setSSLParameters(parameters);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          var session = ((HttpsExchange) exchange).getSSLSession();
          senders.add(session.getPeerPrincipal().getName());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    grpcServer = grpc();
  }

  private static Server grpc() throws IOException {
    ServerCredentials asking =
        TlsServerCredentials.newBuilder()
            .keyManager(new File(file("server.crt")), new File(file("server.key")))
            .trustManager(new File(file("client.crt")))
            .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
            .build();
    return NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), asking)
        .addService(new TakesAll())
        .intercept(new NotesSender())
        .build()
        .start();
  }

  private static final class TakesAll extends ProfilesServiceGrpc.ProfilesServiceImplBase {
    @Override
    public void export(
        ExportProfilesServiceRequest request,
        StreamObserver<ExportProfilesServiceResponse> response) {
      response.onNext(ExportProfilesServiceResponse.getDefaultInstance());
      response.onCompleted();
    }
  }

  private static final class NotesSender implements ServerInterceptor {
    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
        ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
      try {
        senders.add(
            Objects.requireNonNull(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION))
                .getPeerPrincipal()
                .getName());
      } catch (SSLPeerUnverifiedException e) {
        senders.add("nobody");
      }
      return next.startCall(call, headers);
    }
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    grpcServer.shutdownNow();
  }

  private static String file(String name) {
    return directory.resolve(name).toString();
  }

  private ProfileExporter exporter(String protocol) {
    int port = protocol.equals("grpc") ? grpcServer.getPort() : server.getAddress().getPort();
    senders.clear();
    settings.put("otel.exporter.otlp.endpoint", "https://127.0.0.1:" + port);
    settings.put("otel.exporter.otlp.protocol", protocol);
    return ProfileExporter.start(
        OtlpSettings.from(settings::get),
        LIMITS,
        new ProfileSource(Attributes.empty(), true),
        Duration.ofMillis(1));
  }

  private void set(String name, String file) {
    settings.put("otel.exporter.otlp." + name, file(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void trustsWhomItIsToldToAndSaysWhoItIs(String protocol) {
    set("certificate", "server.crt");
    set("client.key", "client.key");
    set("profiles.client.certificate", "client.crt");
    try (var exporter = exporter(protocol)) {
      exporter.export(profile);
      await().until(() -> exporter.sent() == 1);
    }
    assertThat(senders).containsOnly("CN=client");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void trustsNobodyElse(String protocol) {
    set("client.key", "client.key");
    set("client.certificate", "client.crt");
    try (var exporter = exporter(protocol)) {
      exporter.export(profile);
      await().until(() -> exporter.lost() == 1);
      assertThat(exporter.sent()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void isRefusedWithoutItsOwnCertificate(String protocol) {
    set("certificate", "server.crt");
    try (var exporter = exporter(protocol)) {
      exporter.export(profile);
      await().until(() -> exporter.lost() == 1);
      assertThat(exporter.sent()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "missing.crt, client.key, client.crt, missing.crt",
    "empty, client.key, client.crt, 'no certificates in PEM are in'",
    "noise, client.key, client.crt, 'no certificates in PEM are in'",
    "server.crt, noise, client.crt, 'no key of RSA or EC in PKCS#8 is in'",
    "server.crt, server.crt, client.crt, 'no key of RSA or EC in PKCS#8 is in'"
  })
  void whatCannotBeReadIsNamed(String trusted, String key, String chain, String message)
      throws Exception {
    Files.writeString(directory.resolve("empty"), "");
    Files.writeString(directory.resolve("noise"), "-----BEGIN CERTIFICATE-----\nnone");
    set("certificate", trusted);
    set("client.key", key);
    set("client.certificate", chain);
    assertThatThrownBy(() -> OtlpSettings.from(settings::get))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("otel.exporter.otlp.certificate or client.key: ")
        .hasMessageContaining(message);
  }

  /** A key and a certificate that nobody but itself signed: {@code NAME.key}, {@code NAME.crt}. */
  private record Identity(Path store, String name) {

    private static final String PASSWORD = "changeit";

    static void make(Path directory, String name, String algorithm) throws Exception {
      Identity identity = new Identity(directory.resolve(name + ".p12"), name);
      identity.keytool(
          "-genkeypair", "-keyalg", algorithm, "-dname", "CN=" + name, "-ext", "SAN=ip:127.0.0.1");
      identity.keytool("-exportcert", "-rfc", "-file", directory.resolve(name + ".crt").toString());
      KeyStore keys = KeyStore.getInstance(identity.store.toFile(), PASSWORD.toCharArray());
      String key =
          Base64.getMimeEncoder()
              .encodeToString(keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
      Files.writeString(
          directory.resolve(name + ".key"),
          "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
    }

    private void keytool(String... arguments) throws Exception {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
      command.addAll(List.of(arguments));
      command.addAll(List.of("-alias", name, "-keystore", store.toString()));
      command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
    }
  }
}
