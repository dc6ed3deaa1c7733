package dev.spanprofiles;

import io.pyroscope.javaagent.api.Exporter;

/** How the profiles of an agent that this library started are sent, and what becomes of them. */
interface PyroscopeUploads extends Exporter {

  /** Where they go. */
  String endpoint();

  /** How many attempts failed, those of profiles that arrived later among them. */
  long failedUploads();

  /** How many profiles arrived whole. */
  long sentProfiles();

  /** How many did not arrive, or not whole. */
  long lostProfiles();

  /** The spans are at their end: has what was recorded sent, if that is up to this library. */
  void spansEnded();

  /** Takes no more, and ends; what still waits is sent if that is up to this library, or lost. */
  void close();
}
