/** The values everything else speaks of: spans, log records, samples. No I/O, no wire forms. */
@NullMarked
package dev.spanprofiles.stack.model;

import org.jspecify.annotations.NullMarked;
