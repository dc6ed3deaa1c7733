@NullMarked
package dev.spanprofiles.stack.viewer.workshop;

import org.jspecify.annotations.NullMarked;
