@NullMarked
package dev.spanprofiles.stack.storage;

import org.jspecify.annotations.NullMarked;
