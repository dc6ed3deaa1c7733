package dev.spanprofiles.stack.ingest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import org.slf4j.Logger;

/**
 * What all doors have in common: they take POST, let in so many at a time, read bodies up to a
 * limit, log what is refused and answer with its status. The rest is each {@link Door}'s own.
 */
public final class Intake {

  private final IngestLimits limits;
  private final Gate gate;
  private final RefusalLog refusals;

  /**
   * The intake of one protocol.
   *
   * @param log where refusals are told
   */
  public Intake(IngestLimits limits, Logger log) {
    this.limits = limits;
    this.gate = new Gate(limits.maxConcurrent());
    this.refusals = new RefusalLog(log);
  }

  /** Opens a door at a path. */
  public void open(RoutesConfig routes, String path, Door door) {
    routes.post(path, context -> take(context, door));
    for (HandlerType method :
        List.of(HandlerType.GET, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE)) {
      routes.addHttpHandler(
          method,
          path,
          context -> {
            context.header("Allow", "POST");
            refuse(
                context,
                door,
                new RefusedException(Refusal.WRONG_METHOD, context.path() + " takes POST"));
          });
    }
  }

  /** Lets in this protocol's requests, however they come. */
  public Gate gate() {
    return gate;
  }

  /** What one request may take. */
  public IngestLimits limits() {
    return limits;
  }

  /** Tells of what was refused without a request being refused whole. */
  public RefusalLog refusals() {
    return refusals;
  }

  private void take(Context context, Door door) {
    try {
      gate.enter(
          () ->
              door.take(
                  context,
                  Bodies.read(
                      context.bodyInputStream(), context.header("Content-Encoding"), limits)));
    } catch (RefusedException e) {
      refuse(context, door, e);
    }
  }

  private void refuse(Context context, Door door, RefusedException refused) {
    Bodies.discard(context.bodyInputStream(), limits);
    refusals.add(context, refused);
    if (refused.refusal() == Refusal.BUSY) {
      context.header("Retry-After", "1");
    }
    context.status(refused.refusal().httpStatus());
    door.refuse(context, refused);
  }
}
