/**
 * What runs, the embedded stack or the containers: its ports, its parts and the public APIs of
 * both.
 */
@NullMarked
package dev.spanprofiles.demo.stack;

import org.jspecify.annotations.NullMarked;
