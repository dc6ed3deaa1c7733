package dev.spanprofiles.stack.storage.duckdb;

import java.sql.Connection;

/**
 * A connection to read with, for the length of one call.
 *
 * @param version {@link MinuteTotals#version} of before the call
 */
record Reader(Connection connection, int timeoutSeconds, long version) {}
