package dev.spanprofiles.internal.otlp;

import java.util.Map;

/** What the numbers in a recording stand for. */
public interface RecordingLabels {

  /** The text of that number; empty if there is none. */
  String text(long id);

  /** The dynamic labels of that context; empty if there are none. */
  Map<String, String> context(long id);
}
