@org.jspecify.annotations.NullMarked
package dev.spanprofiles.stack.viewer.time;
