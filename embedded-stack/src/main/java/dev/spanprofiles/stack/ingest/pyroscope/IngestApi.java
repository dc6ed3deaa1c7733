package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.Door;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.Intake;
import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.storage.ProfileStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /ingest}, as Pyroscope's agents call it. An answer of 200 means that the samples are
 * on disk; any other that none of them is stored.
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
      UploadFiles files = UploadFiles.read(context.contentType(), body, limits);
      ProfileFormat format = ProfileFormat.of(context.queryParam("format"), files);
      Upload upload = Upload.of(context::queryParam, files, limits.profiles());
      store.addSamples(format.samples(upload));
    }

    @Override
    public void refuse(Context context, RefusedException refused) {
      ConnectRefusal.answer(context, refused);
    }
  }
}
