/** Looks at the stack that runs: whether it works, and what is where. */
@NullMarked
package dev.spanprofiles.demo.look;

import org.jspecify.annotations.NullMarked;
