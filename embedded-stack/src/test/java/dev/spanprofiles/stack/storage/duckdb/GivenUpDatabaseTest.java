package dev.spanprofiles.stack.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spanprofiles.stack.SmallDisk;
import dev.spanprofiles.stack.storage.duckdb.Database.ReopenedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that another program fills in the middle of a checkpoint. */
final class GivenUpDatabaseTest {

  private static final int ROWS = 20_000;
  private static final int READERS = 3;

  @TempDir Path directory;

  @Test
  void itIsOpenedAgainWithAllThatWasCommitted() throws Exception {
    SmallDisk.run(GivenUpDatabaseTest.class, directory, 24);
  }

  /** What runs on the small disk. */
  public static void main(String[] arguments) throws Exception {
    Path disk = Path.of(arguments[0]);
    Path filler = disk.resolve("filler");
    try (Database database = Database.open(disk.resolve("store.duckdb"), StoreSettings.in(disk))) {
      ReaderPool readers =
          new ReaderPool(
              database,
              new SharedMemory(Duration.ofMinutes(1)),
              READERS,
              Duration.ofMinutes(1),
              () -> 0);
      insert(database);
      assertThat(count(readers)).isEqualTo(ROWS);

      fill(filler);
      assertThatThrownBy(database::checkpoint)
          .isInstanceOf(ReopenedException.class)
          .hasMessageContaining("No space left on device");
      assertThat(countAtOnce(readers)).containsOnly((long) ROWS);
      assertThatThrownBy(() -> insert(database))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("No space left on device");
      assertThat(countAtOnce(readers)).containsOnly((long) ROWS);

      Files.delete(filler);
      insert(database);
      database.checkpoint();
      assertThat(countAtOnce(readers)).containsOnly(2L * ROWS);
    }
    System.exit(0);
  }

  private static void insert(Database database) throws SQLException {
    database.useOnce(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(
                "INSERT INTO resources SELECT (random() * 9e18)::BIGINT,"
                    + " '{\"a\": \"' || uuid() || uuid() || uuid() || '\"}' FROM range("
                    + ROWS
                    + ")");
          }
        });
  }

  private static long count(ReaderPool readers) {
    return readers.read(
        reader -> {
          try (Statement statement = reader.connection().createStatement();
              ResultSet result = statement.executeQuery("SELECT count(*) FROM resources")) {
            result.next();
            return result.getLong(1);
          }
        });
  }

  private static List<Long> countAtOnce(ReaderPool readers) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2 * READERS);
    try {
      Callable<Long> count = () -> count(readers);
      List<Future<Long>> counts =
          threads.invokeAll(IntStream.range(0, 2 * READERS).mapToObj(i -> count).toList());
      return counts.stream().map(GivenUpDatabaseTest::result).toList();
    } finally {
      threads.shutdown();
    }
  }

  private static long result(Future<Long> count) {
    try {
      return count.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** All but nothing is left. */
  private static void fill(Path filler) throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(new byte[64 * 1024]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left on device");
    }
  }
}
