@NullMarked
package dev.spanprofiles.stack;

import org.jspecify.annotations.NullMarked;
