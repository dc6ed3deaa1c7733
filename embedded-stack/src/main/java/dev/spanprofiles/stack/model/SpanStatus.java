package dev.spanprofiles.stack.model;

/** In the order of OTLP's {@code Status.StatusCode}, so that ordinals are the wire's numbers. */
public enum SpanStatus {
  UNSET,
  OK,
  ERROR
}
