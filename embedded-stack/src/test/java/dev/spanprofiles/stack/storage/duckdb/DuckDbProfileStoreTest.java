package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.ProfileStore;
import dev.spanprofiles.stack.storage.ProfileStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbProfileStoreTest extends ProfileStoreContract {

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
  protected ProfileStore store() {
    return store;
  }
}
