@NullMarked
package dev.spanprofiles.stack.query;

import org.jspecify.annotations.NullMarked;
