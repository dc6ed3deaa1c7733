/**
 * TraceQL, read and checked: text in, {@link dev.spanprofiles.stack.storage.SpanFilter} and {@link
 * dev.spanprofiles.stack.traceql.MetricsExpression} out. No I/O and no wire forms.
 */
@NullMarked
package dev.spanprofiles.stack.traceql;

import org.jspecify.annotations.NullMarked;
