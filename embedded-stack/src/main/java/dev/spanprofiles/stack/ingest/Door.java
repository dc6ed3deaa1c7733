package dev.spanprofiles.stack.ingest;

import io.javalin.http.Context;

/** One path that data comes in by: what its protocol means and how it answers. */
public interface Door {

  /**
   * Stores what a request brings and answers it; stores nothing where it throws.
   *
   * @param body decompressed and within the limits
   * @throws RefusedException if it cannot be read, or not all of it be stored
   */
  void take(Context context, byte[] body);

  /** Writes the body of a refusal, in the form that the protocol prescribes. */
  void refuse(Context context, RefusedException refused);
}
