package dev.spanprofiles.stack.ingest.pyroscope;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.spanprofiles.stack.ingest.Bodies;
import dev.spanprofiles.stack.ingest.Gate;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.RefusalLog;
import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.storage.ProfileStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /ingest}, as the Pyroscope Java agent calls it. An answer of 200 means that the
 * samples are on disk; any other that none of them is stored.
 */
public final class IngestApi {

  private static final Logger LOG = LoggerFactory.getLogger(IngestApi.class);
  private static final String PATH = "/ingest";

  private final ProfileStore store;
  private final IngestLimits limits;
  private final Gate gate;
  private final RefusalLog refusals = new RefusalLog(LOG);

  public IngestApi(ProfileStore store, IngestLimits limits) {
    this.store = store;
    this.limits = limits;
    this.gate = new Gate(limits.maxConcurrent());
  }

  /** Adds the path. */
  public void routes(RoutesConfig routes) {
    routes.post(PATH, this::ingest);
    for (HandlerType method :
        List.of(HandlerType.GET, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE)) {
      routes.addHttpHandler(
          method,
          PATH,
          context -> {
            context.header("Allow", "POST");
            refuse(context, RefusedException.wrongMethod(PATH + " takes POST"));
          });
    }
  }

  private void ingest(Context context) {
    try {
      JfrUpload.Parameters parameters =
          JfrUpload.Parameters.of(
              context.queryParam("name"),
              context.queryParam("spyName"),
              context.queryParam("sampleRate"),
              context.queryParam("format"));
      gate.enter(
          () -> {
            byte[] body =
                Bodies.read(context.bodyInputStream(), context.header("Content-Encoding"), limits);
            store.addSamples(
                samples(JfrUpload.read(parameters, context.contentType(), body, limits)));
            return true;
          });
    } catch (RefusedException e) {
      refuse(context, e);
    }
  }

  private static List<Sample> samples(JfrUpload upload) {
    try {
      return JfrSamples.read(upload);
    } catch (IOException e) {
      throw RefusedException.malformed("the JFR recording is broken: " + e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      // The reader takes the file's lengths and numbers for true.
      throw RefusedException.malformed(
          "the JFR recording is broken: its parts do not fit together (" + e + ")");
    } catch (OutOfMemoryError e) {
      // One array that no heap has, if a length is broken; it lasts no longer than this call.
      throw RefusedException.tooLarge(
          "the JFR recording needs more memory than there is: it is too large, or broken");
    }
  }

  /** In the real server's form, which is Connect's. */
  private void refuse(Context context, RefusedException refused) {
    Bodies.discard(context.bodyInputStream(), limits);
    refusals.add(context, refused);
    String code =
        switch (refused.status()) {
          case 503 -> {
            context.header("Retry-After", "1");
            yield "unavailable";
          }
          case 500 -> "internal";
          case 413 -> "resource_exhausted";
          case 405 -> "unimplemented";
          default -> "invalid_argument";
        };
    context
        .status(refused.status())
        .contentType("application/json")
        .result(
            JsonNodeFactory.instance
                .objectNode()
                .put("code", code)
                .put("message", refused.getMessage())
                .toString());
  }
}
