package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.TraceStore;
import dev.spanprofiles.stack.storage.TraceStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbTraceStoreTest extends TraceStoreContract {

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
