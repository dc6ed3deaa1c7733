package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.SpanFilterContract;
import dev.spanprofiles.stack.storage.TraceStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbSpanFilterTest extends SpanFilterContract {

  @TempDir private Path directory;
  private DuckDbStore store;

  @BeforeEach
  void open() {
    store = DuckDbStore.open(StoreSettings.in(directory));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  protected TraceStore store() {
    return store;
  }
}
