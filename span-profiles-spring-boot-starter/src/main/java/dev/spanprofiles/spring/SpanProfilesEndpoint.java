package dev.spanprofiles.spring;

import dev.spanprofiles.SpanProfiles;
import dev.spanprofiles.SpanProfilesStatus;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code GET /actuator/spanprofiles}: why there is, or is not, a profile. */
@Endpoint(id = "spanprofiles")
public final class SpanProfilesEndpoint {

  /** What span profiles are doing in this process now. */
  @ReadOperation
  public SpanProfilesStatus status() {
    return SpanProfiles.status();
  }
}
