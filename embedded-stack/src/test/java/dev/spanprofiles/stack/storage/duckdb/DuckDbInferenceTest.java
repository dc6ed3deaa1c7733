package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.InferenceContract;
import dev.spanprofiles.stack.storage.ProfileReader;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbInferenceTest extends InferenceContract {

  @TempDir private static Path directory;
  private static DuckDbStore store;

  @BeforeAll
  static void fill() {
    store = DuckDbStore.open(StoreSettings.in(directory));
    store(store, store);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Override
  protected ProfileReader profiles() {
    return store;
  }
}
