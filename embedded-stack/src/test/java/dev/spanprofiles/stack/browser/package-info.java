/** A real browser for tests, of this module and of the integration tests. */
@NullMarked
package dev.spanprofiles.stack.browser;

import org.jspecify.annotations.NullMarked;
