/** Requests with child spans that run methods of their own: the truth that inference is held to. */
@NullMarked
package dev.spanprofiles.it.inference;

import org.jspecify.annotations.NullMarked;
