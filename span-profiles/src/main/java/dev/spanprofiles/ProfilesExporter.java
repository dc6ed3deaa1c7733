package dev.spanprofiles;

/** How profiles leave the process: {@code otel.profiles.exporter}. */
enum ProfilesExporter {
  /** The Pyroscope agent uploads them itself. */
  PYROSCOPE,
  /** As OTLP, to where the SDK's other signals go. */
  OTLP,
  /** Not at all: there is no use in taking any. */
  NONE
}
