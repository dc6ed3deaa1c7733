/**
 * The store as one DuckDB file: spans, logs and samples together, so that "the flame graph of these
 * spans" is a join. One thread writes, a bounded number of connections read.
 */
@NullMarked
package dev.spanprofiles.stack.storage.duckdb;

import org.jspecify.annotations.NullMarked;
