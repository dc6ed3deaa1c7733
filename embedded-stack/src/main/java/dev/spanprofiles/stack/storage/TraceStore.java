package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.Span;
import java.util.List;

/** Spans and log records. */
public interface TraceStore extends TraceReader {

  /**
   * Stores all of the spans or none. They are on disk when the call returns. A span that is stored
   * already (same trace and span id) is replaced: senders retry.
   *
   * @throws StoreBusyException if too much is waiting to be written
   * @throws StorageException if writing failed
   */
  void addSpans(List<Span> spans);

  /** As {@link #addSpans}, for log records. */
  void addLogs(List<LogRecord> logs);
}
