@NullMarked
package dev.spanprofiles.stack.viewer.spans;

import org.jspecify.annotations.NullMarked;
