package dev.spanprofiles.stack.ingest.pyroscope;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.spanprofiles.stack.ingest.Door;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.Intake;
import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.storage.ProfileStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /ingest}, as the Pyroscope Java agent calls it. An answer of 200 means that the
 * samples are on disk; any other that none of them is stored.
 */
public final class IngestApi {

  private final ProfileStore store;
  private final IngestLimits limits;

  public IngestApi(ProfileStore store, IngestLimits limits) {
    this.store = store;
    this.limits = limits;
  }

  /** Adds the path. */
  public void routes(RoutesConfig routes) {
    Intake intake = new Intake(limits, LoggerFactory.getLogger(IngestApi.class));
    intake.open(routes, "/ingest", new IngestDoor());
  }

  private final class IngestDoor implements Door {

    @Override
    public void take(Context context, byte[] body) {
      ProfileFormat format = ProfileFormat.of(context.queryParam("format"));
      Upload upload =
          Upload.of(context::queryParam, UploadFiles.read(context.contentType(), body, limits));
      store.addSamples(format.samples(upload));
    }

    /** In the real server's form, which is Connect's. */
    @Override
    public void refuse(Context context, RefusedException refused) {
      context
          .contentType("application/json")
          .result(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("code", refused.refusal().code().name().toLowerCase(Locale.ROOT))
                  .put("message", refused.getMessage())
                  .toString());
    }
  }
}
