package dev.spanprofiles.stack.query.tempo;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.wire.tempo.QueryInstantResponse;
import dev.spanprofiles.stack.wire.tempo.QueryRangeResponse;
import dev.spanprofiles.stack.wire.tempo.SearchResponse;
import dev.spanprofiles.stack.wire.tempo.TagValuesResponse;
import dev.spanprofiles.stack.wire.tempo.TagValuesV2Response;
import dev.spanprofiles.stack.wire.tempo.TagsResponse;
import dev.spanprofiles.stack.wire.tempo.TagsV2Response;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tempo's HTTP API, as far as searching, reading and counting goes: paths, parameters, forms and
 * errors are those of Tempo 3.0 (github.com/grafana/tempo, {@code pkg/api} and {@code
 * modules/frontend}), so that its clients can be used, Grafana before all. Errors are plain text.
 */
public final class TempoApi {

  private static final Logger logger = LoggerFactory.getLogger(TempoApi.class);

  private static final String PROTOBUF = "application/protobuf";

  /** Tempo writes empty lists, and clients index them without asking. */
  private static final Set<FieldDescriptor> ALWAYS_PRINTED =
      Stream.of(
              SearchResponse.getDescriptor(),
              TagsResponse.getDescriptor(),
              TagsV2Response.getDescriptor(),
              TagValuesResponse.getDescriptor(),
              TagValuesV2Response.getDescriptor(),
              QueryRangeResponse.getDescriptor(),
              QueryInstantResponse.getDescriptor())
          .flatMap(message -> message.getFields().stream())
          .filter(FieldDescriptor::isRepeated)
          .collect(Collectors.toUnmodifiableSet());

  private static final JsonFormat.Printer JSON =
      JsonFormat.printer()
          .omittingInsignificantWhitespace()
          .includingDefaultValueFields(ALWAYS_PRINTED);

  private final Search search;
  private final Tags tags;
  private final TraceLookup lookup;
  private final MetricsQueryApi metrics;

  public TempoApi(TraceReader traces) {
    this(traces, TempoLimits.DEFAULT);
  }

  public TempoApi(TraceReader traces, TempoLimits limits) {
    this.search = new Search(traces, limits);
    this.tags = new Tags(traces, limits);
    this.lookup = new TraceLookup(traces, limits);
    this.metrics = new MetricsQueryApi(traces, limits, Clock.systemUTC());
  }

  public void routes(RoutesConfig routes) {
    routes.get("/ready", context -> context.result("ready\n"));
    routes.get("/api/echo", context -> context.result("echo\n"));
    routes.get("/api/status/buildinfo", TempoApi::buildInfo);
    routes.get("/api/search", answer(search::answer));
    routes.get("/api/search/tags", answer(tags::names));
    routes.get("/api/v2/search/tags", answer(tags::namesByScope));
    routes.get("/api/search/tag/<tag>/values", answer(tags::values));
    routes.get("/api/v2/search/tag/<tag>/values", answer(tags::typedValues));
    routes.get("/api/metrics/query_range", answer(metrics::range));
    routes.get("/api/metrics/query", answer(metrics::instant));
    routes.get("/api/traces/{id}", answer(lookup::version1));
    routes.get("/api/v2/traces/{id}", answer(lookup::version2));
  }

  /** The version is that of the API spoken here: clients choose by it what they ask for. */
  private static void buildInfo(Context context) {
    context
        .contentType(ContentType.APPLICATION_JSON)
        .result(
            """
            {"version":"3.0.3","revision":"","branch":"embedded-stack","buildUser":"",\
            "buildDate":"","goVersion":""}
            """);
  }

  @FunctionalInterface
  private interface Endpoint {
    Message answer(Context context) throws TempoException;
  }

  private static Handler answer(Endpoint endpoint) {
    return context -> {
      try {
        write(context, endpoint.answer(context));
      } catch (TempoException e) {
        context.status(e.status()).result(String.valueOf(e.getMessage()));
      } catch (StorageException e) {
        logger.warn("{} failed: {}", context.path(), e.getMessage());
        context.status(500).result(String.valueOf(e.getMessage()));
      }
    };
  }

  private static void write(Context context, Message message)
      throws InvalidProtocolBufferException {
    String accept = context.header("Accept");
    if (accept != null && accept.contains(PROTOBUF)) {
      context.contentType(PROTOBUF).result(message.toByteArray());
    } else {
      context.contentType(ContentType.APPLICATION_JSON).result(JSON.print(message));
    }
  }
}
