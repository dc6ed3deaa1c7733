@NullMarked
package dev.spanprofiles.stack.viewer.page;

import org.jspecify.annotations.NullMarked;
