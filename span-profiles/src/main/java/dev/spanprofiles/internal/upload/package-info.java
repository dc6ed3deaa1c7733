/**
 * Profiles on their way, whatever they are and wherever they go. Not an API: what is public here is
 * so for its neighbours.
 */
@NullMarked
package dev.spanprofiles.internal.upload;

import org.jspecify.annotations.NullMarked;
