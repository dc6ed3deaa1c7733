package dev.spanprofiles.stack.model;

import java.util.Map;

/**
 * Who sent it: the OpenTelemetry resource.
 *
 * @param attributes in the order received
 */
public record Resource(Map<String, AttributeValue> attributes) {

  /** What OpenTelemetry's semantic conventions call a service that does not say its name. */
  private static final AttributeValue UNKNOWN = new AttributeValue.Text("unknown_service");

  public String serviceName() {
    return attributes.getOrDefault("service.name", UNKNOWN).toString();
  }
}
