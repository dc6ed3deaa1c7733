package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.Stage;
import dev.spanprofiles.stack.traceql.TraceQl;
import dev.spanprofiles.stack.traceql.TraceQlException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The query beside which an editor asks for values, as Tempo's {@code lenient_extract.go} reads it:
 * what is still being typed is left out, and so is what follows on the first braces. Where a query
 * says nothing that way, all values are told.
 */
final class TagQuery {

  /** A field and an operator, with nothing to compare with. */
  private static final Pattern INCOMPLETE =
      Pattern.compile("[^\\s{(&|]+\\s*(?:=~|!~|!=|>=|<=|=|>|<)\\s*(?=&&|\\|\\||[})]|$)");

  private static final Pattern EMPTY = Pattern.compile("\\(\\s*\\)(?=\\s*(?:&&|\\|\\||[})]))");

  private static final Pattern DANGLING_BEHIND = Pattern.compile("(?:&&|\\|\\|)\\s*(?=[})]|$)");

  private static final Pattern DANGLING_BEFORE = Pattern.compile("([{(])\\s*(?:&&|\\|\\|)");

  private TagQuery() {}

  static SpanFilter filter(String query) {
    return parse(query).or(() -> parse(complete(query))).orElse(SpanFilter.ALL);
  }

  private static String complete(String query) {
    String kept = INCOMPLETE.matcher(query).replaceAll("");
    kept = EMPTY.matcher(kept).replaceAll("");
    kept = DANGLING_BEHIND.matcher(kept).replaceAll("");
    return DANGLING_BEFORE.matcher(kept).replaceAll("$1");
  }

  private static Optional<SpanFilter> parse(String query) {
    try {
      return Optional.of(firstBraces(TraceQl.parse(query)));
    } catch (TraceQlException e) {
      return Optional.empty();
    }
  }

  /** Of several spansets, or with a field that has no scope, Tempo takes no notice. */
  private static SpanFilter firstBraces(TraceQl query) {
    boolean unscoped =
        query.fields().stream()
            .anyMatch(
                field ->
                    field instanceof Attribute attribute
                        && attribute.scope() == AttributeScope.ANY);
    SpanFilter first = query.filter();
    if (first instanceof SpanFilter.Piped piped) {
      first = piped.stages().get(0) instanceof Stage.Keep keep ? keep.filter() : SpanFilter.ALL;
    }
    boolean several = first instanceof SpanFilter.Related || first instanceof SpanFilter.Together;
    return unscoped || several ? SpanFilter.ALL : first;
  }
}
