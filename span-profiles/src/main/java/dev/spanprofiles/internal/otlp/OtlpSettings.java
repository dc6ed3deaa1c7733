package dev.spanprofiles.internal.otlp;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where to send and how, as the {@code OTEL_EXPORTER_OTLP_…} variables say it for all signals, or
 * {@code OTEL_EXPORTER_OTLP_PROFILES_…} for this one.
 *
 * @param endpoint of HTTP the whole address, of gRPC without a path
 * @param headers to send with each request
 * @param gzip whether requests are compressed: they are unless {@code none} was asked for, as
 *     profiles shrink to a fifth
 * @param timeout of one attempt
 * @param tls null for whom the JVM trusts
 * @see <a href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/">The specification</a>
 */
public record OtlpSettings(
    Protocol protocol,
    URI endpoint,
    Map<String, String> headers,
    boolean gzip,
    Duration timeout,
    @Nullable Tls tls) {

  private static final String PREFIX = "otel.exporter.otlp.";
  private static final String PATH = "v1development/profiles";
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d|)");

  /** What is spoken. */
  public enum Protocol {
    HTTP("http/protobuf", "http://localhost:4318"),
    GRPC("grpc", "http://localhost:4317");

    private final String text;
    private final String defaultEndpoint;

    Protocol(String text, String defaultEndpoint) {
      this.text = text;
      this.defaultEndpoint = defaultEndpoint;
    }
  }

  /**
   * Reads the settings.
   *
   * @param settings the value of a property, or null
   * @throws IllegalArgumentException naming the property, if a value is not one it can have
   */
  public static OtlpSettings from(Function<String, @Nullable String> settings) {
    Reader reader = new Reader(settings);
    Protocol protocol = reader.protocol();
    return new OtlpSettings(
        protocol,
        reader.endpoint(protocol),
        reader.headers(),
        reader.gzip(),
        reader.timeout(),
        reader.tls());
  }

  /** A property as it is said for profiles, or for all signals. */
  private record Reader(Function<String, @Nullable String> settings) {

    private @Nullable String find(String name) {
      String own = text(PREFIX + "profiles." + name);
      return own == null ? text(PREFIX + name) : own;
    }

    private @Nullable String text(String key) {
      String value = settings.apply(key);
      return value == null || value.isBlank() ? null : value.strip();
    }

    Protocol protocol() {
      String value = find("protocol");
      for (Protocol protocol : Protocol.values()) {
        if (value == null || value.equals(protocol.text)) {
          return protocol;
        }
      }
      throw invalid("protocol", "must be http/protobuf or grpc: " + value);
    }

    URI endpoint(Protocol protocol) {
      String own = text(PREFIX + "profiles.endpoint");
      if (own != null) {
        return uri(own);
      }
      String base = text(PREFIX + "endpoint");
      URI all = uri(base == null ? protocol.defaultEndpoint : base);
      if (protocol == Protocol.GRPC) {
        return all;
      }
      return URI.create(all + (all.toString().endsWith("/") ? "" : "/") + PATH);
    }

    private static URI uri(String text) {
      URI uri;
      try {
        uri = URI.create(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(PREFIX + "endpoint is no URL: " + text, e);
      }
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!http || uri.getHost() == null) {
        throw invalid("endpoint", "must be a URL of http or https: " + text);
      }
      return uri;
    }

    Map<String, String> headers() {
      Map<String, String> headers = new TreeMap<>();
      String value = find("headers");
      for (String header : value == null ? new String[0] : value.split(",")) {
        int equals = header.indexOf('=');
        if (equals < 1) {
          throw invalid("headers", "must be key=value,key=value");
        }
        headers.put(
            header.substring(0, equals).strip(),
            URLDecoder.decode(header.substring(equals + 1).strip(), StandardCharsets.UTF_8));
      }
      return headers;
    }

    boolean gzip() {
      String value = find("compression");
      return switch (value == null ? "gzip" : value.toLowerCase(Locale.ROOT)) {
        case "gzip" -> true;
        case "none" -> false;
        default -> throw invalid("compression", "must be gzip or none: " + value);
      };
    }

    Duration timeout() {
      String value = find("timeout");
      if (value == null) {
        return DEFAULT_TIMEOUT;
      }
      Matcher duration = DURATION.matcher(value);
      if (!duration.matches()) {
        throw invalid("timeout", "must be milliseconds, or a number with s, m, h or d: " + value);
      }
      long number = Long.parseLong(duration.group(1));
      return switch (duration.group(2)) {
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        case "d" -> Duration.ofDays(number);
        default -> Duration.ofMillis(number);
      };
    }

    @Nullable Tls tls() {
      String trusted = find("certificate");
      String key = find("client.key");
      String chain = find("client.certificate");
      if ((key == null) != (chain == null)) {
        throw invalid("client.key", "and client.certificate go together");
      }
      try {
        return trusted == null && key == null ? null : Tls.of(trusted, key, chain);
      } catch (GeneralSecurityException | IOException | RuntimeException e) {
        throw new IllegalArgumentException(
            PREFIX + (key == null ? "certificate" : "certificate or client.key") + ": " + e, e);
      }
    }

    private static IllegalArgumentException invalid(String name, String problem) {
      return new IllegalArgumentException(PREFIX + name + " " + problem);
    }
  }
}
