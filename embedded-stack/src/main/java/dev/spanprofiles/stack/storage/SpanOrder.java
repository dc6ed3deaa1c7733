package dev.spanprofiles.stack.storage;

/** In which order spans are wanted. */
public enum SpanOrder {
  SLOWEST,
  NEWEST
}
