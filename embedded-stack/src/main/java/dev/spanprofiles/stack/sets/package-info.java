/** What sets of spans say: where their time went, and what one has more of than another. */
@NullMarked
package dev.spanprofiles.stack.sets;

import org.jspecify.annotations.NullMarked;
