/** What span profiles cost a whole service. */
@NullMarked
package dev.spanprofiles.benchmarks.service;

import org.jspecify.annotations.NullMarked;
