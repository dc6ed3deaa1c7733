/** The Pyroscope agent's uploads: JFR recordings with the labels that explain them. */
@NullMarked
package dev.spanprofiles.stack.ingest.pyroscope;

import org.jspecify.annotations.NullMarked;
