/**
 * Workloads that spend known stretches of time on known things, each measured by itself while it
 * runs: the truth that accounts of time are held against.
 */
@NullMarked
package dev.spanprofiles.it.time;

import org.jspecify.annotations.NullMarked;
