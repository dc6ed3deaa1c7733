/** What sets of spans say: where their time went. */
@NullMarked
package dev.spanprofiles.stack.sets;

import org.jspecify.annotations.NullMarked;
