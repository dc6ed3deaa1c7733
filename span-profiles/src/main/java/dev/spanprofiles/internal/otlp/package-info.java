/**
 * Recordings as OTLP: read, put into the messages of {@code profiles.v1development} and sent. Needs
 * {@code span-profiles-recordings}, and nothing of the rest of this library. Not an API: what is
 * public here is so for the package above.
 */
@NullMarked
package dev.spanprofiles.internal.otlp;

import org.jspecify.annotations.NullMarked;
