package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.SetContract;
import dev.spanprofiles.stack.storage.SetExample;
import dev.spanprofiles.stack.storage.TraceReader;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbSetTest extends SetContract {

  @TempDir private static Path directory;
  private static DuckDbStore store;

  @BeforeAll
  static void fill() {
    store = DuckDbStore.open(StoreSettings.in(directory));
    SetExample.storeIn(store, store);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Override
  protected TraceReader traces() {
    return store;
  }

  @Override
  protected ProfileReader profiles() {
    return store;
  }
}
