package dev.spanprofiles.internal.otlp;

import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** What the SDK's senders ask for. It is {@link ProfileExporter} that tries again. */
record SenderConfig(OtlpSettings settings) implements HttpSenderConfig, GrpcSenderConfig {

  private static final String METHOD =
      "opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export";

  @Override
  public URI getEndpoint() {
    return settings.endpoint();
  }

  @Override
  public String getFullMethodName() {
    return METHOD;
  }

  @Override
  public String getContentType() {
    return "application/x-protobuf";
  }

  @Override
  public @Nullable Compressor getCompressor() {
    return settings.gzip() ? new Gzip() : null;
  }

  @Override
  public Duration getTimeout() {
    return settings.timeout();
  }

  @Override
  public Duration getConnectTimeout() {
    return settings.timeout();
  }

  @Override
  public Supplier<Map<String, List<String>>> getHeadersSupplier() {
    Map<String, List<String>> headers =
        settings.headers().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    return () -> headers;
  }

  @Override
  public @Nullable ProxyOptions getProxyOptions() {
    return null;
  }

  @Override
  public @Nullable RetryPolicy getRetryPolicy() {
    return null;
  }

  @Override
  public @Nullable SSLContext getSslContext() {
    return settings.tls() == null ? null : settings.tls().context();
  }

  @Override
  public @Nullable X509TrustManager getTrustManager() {
    return settings.tls() == null ? null : settings.tls().trustManager();
  }

  @Override
  public @Nullable ExecutorService getExecutorService() {
    return null;
  }

  @Override
  public long getMaxResponseBodySize() {
    return 64 * 1024L;
  }

  private static final class Gzip implements Compressor {
    @Override
    public String getEncoding() {
      return "gzip";
    }

    @Override
    public OutputStream compress(OutputStream out) throws IOException {
      return new GZIPOutputStream(out);
    }
  }
}
