package dev.spanprofiles.stack.model;

/** In the order of OTLP's {@code Span.SpanKind}, so that ordinals are the wire's numbers. */
public enum SpanKind {
  UNSPECIFIED,
  INTERNAL,
  SERVER,
  CLIENT,
  PRODUCER,
  CONSUMER
}
