@NullMarked
package dev.spanprofiles.stack.workshop;

import org.jspecify.annotations.NullMarked;
