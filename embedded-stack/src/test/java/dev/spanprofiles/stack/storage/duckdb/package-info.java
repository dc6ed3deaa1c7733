@NullMarked
package dev.spanprofiles.stack.storage.duckdb;

import org.jspecify.annotations.NullMarked;
