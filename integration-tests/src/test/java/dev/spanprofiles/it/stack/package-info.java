/** The stack of real programs: what can be told of its files without Docker. */
@NullMarked
package dev.spanprofiles.it.stack;

import org.jspecify.annotations.NullMarked;
