package dev.spanprofiles.stack.model;

import java.util.Map;

/** The instrumentation scope that made a span or log record; empty strings where unnamed. */
public record Scope(String name, String version, Map<String, AttributeValue> attributes) {

  public Scope(String name, String version) {
    this(name, version, Map.of());
  }
}
