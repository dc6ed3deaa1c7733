@NullMarked
package dev.spanprofiles.stack.query.tempo;

import org.jspecify.annotations.NullMarked;
