package dev.spanprofiles.stack.viewer.workshop;

import dev.spanprofiles.stack.viewer.spans.SetAddress;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Spans that a chapter's text speaks of, in TraceQL; a line that begins with {@code against} is
 * what they are compared with.
 *
 * @param against another query, or {@code before}: the same spans before the chapter was begun
 */
record QueryBlock(String query, Optional<String> against) {

  private static final String AGAINST = "against ";
  private static final String BEFORE = "before";

  static QueryBlock parse(String block) {
    return new QueryBlock(
        block
            .lines()
            .filter(line -> !line.startsWith(AGAINST))
            .collect(Collectors.joining(" "))
            .strip(),
        block
            .lines()
            .filter(line -> line.startsWith(AGAINST))
            .findFirst()
            .map(line -> line.substring(AGAINST.length()).strip()));
  }

  /** In the chapter's time, once it was begun; before that there is no before. */
  SetAddress address(Optional<Times> times) {
    boolean before = against.filter(BEFORE::equals).isPresent();
    SetAddress spans = SetAddress.of(query, times.map(Times::during));
    return before
        ? times.map(of -> spans.against(query, Optional.of(of.before()))).orElse(spans)
        : against.map(other -> spans.against(other, Optional.empty())).orElse(spans);
  }
}
