@NullMarked
package dev.spanprofiles.stack.query.pyroscope;

import org.jspecify.annotations.NullMarked;
