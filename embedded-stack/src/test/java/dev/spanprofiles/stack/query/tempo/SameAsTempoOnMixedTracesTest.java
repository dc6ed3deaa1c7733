package dev.spanprofiles.stack.query.tempo;

/**
 * With spans that were made by chance: traces with several roots and with none, attributes of all
 * types and of mixed ones, arrays, texts in quotes. Of queries from a grammar those are kept that
 * Tempo answers by its own rules; the others are in {@code docs/traceql.md}.
 */
class SameAsTempoOnMixedTracesTest extends SameAsTempoContract {

  SameAsTempoOnMixedTracesTest() {
    super("mixed/");
  }
}
