package dev.spanprofiles.stack.traceql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The queries by which Tempo 3.0.3 tests its own parser ({@code pkg/traceql/test_examples.yaml}),
 * as a list: those that it reads are read here, and those that it refuses are refused.
 */
class TempoExamplesTest {

  /** {@code docs/traceql.md}: answered, though Tempo refuses it. */
  private static final Set<String> READ_HERE =
      Set.of("min(span:childCount) < 2 / 6", "avg(.field) > 1 - 3");

  private static Stream<String> queries(String kind) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(TempoExamplesTest.class.getResourceAsStream("tempo-3.0.3.json"))) {
      JsonNode list = new ObjectMapper().readTree(in).path(kind);
      return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
    }
  }

  private static Stream<String> valid() throws IOException {
    return queries("valid");
  }

  private static Stream<String> invalid() throws IOException {
    return Stream.of(queries("parse_fails"), queries("validate_fails"), queries("unsupported"))
        .flatMap(kind -> kind);
  }

  @ParameterizedTest
  @MethodSource("valid")
  void whatTempoReadsIsRead(String query) throws TraceQlException {
    assertThat(TraceQl.parse(query).filter()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void whatTempoRefusesIsRefused(String query) throws TraceQlException {
    if (READ_HERE.contains(query)) {
      assertThat(TraceQl.parse(query).filter()).isNotNull();
    } else {
      assertThatThrownBy(() -> TraceQl.parse(query)).isInstanceOf(TraceQlException.class);
    }
  }
}
