@NullMarked
package dev.spanprofiles.stack.viewer;

import org.jspecify.annotations.NullMarked;
