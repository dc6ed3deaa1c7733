@org.jspecify.annotations.NullMarked
package dev.spanprofiles.stack.sets;
