package dev.spanprofiles.demo.launch;

import dev.spanprofiles.demo.launch.SpanProfiles.SpanProfile;
import dev.spanprofiles.demo.stack.Port;
import dev.spanprofiles.demo.stack.Ports;
import java.net.URI;

/** What the user reads once everything is up. */
final class Texts {

  private Texts() {}

  static String addresses(Ports ports, RunFolder folder) {
    return """

    Operations               %s
    Order by hand            curl -X POST '%s/orders?vehicle=car&region=eu-north'
    Tempo API                %s
    Pyroscope API            %s
    OTLP over HTTP           %s
    OTLP over gRPC           %s
    Data and logs            %s (%s)
    Ctrl-C stops everything.
    """
        .formatted(
            ports.address(Port.VIEWER).resolve("/operations"),
            ports.address(Port.LOAD_GENERATOR),
            ports.address(Port.TEMPO),
            ports.address(Port.PYROSCOPE),
            ports.address(Port.OTLP),
            ports.address(Port.OTLP_GRPC),
            folder.path(),
            folder.isKept() ? "kept" : "deleted at the end; KEEP=1 keeps it");
  }

  /** Returns the page of one span, which has its flame graph. */
  static URI spanPage(URI viewer, SpanProfile profile) {
    return viewer.resolve(
        "/traces/%s/spans/%s".formatted(profile.span().traceId(), profile.span().spanId()));
  }
}
