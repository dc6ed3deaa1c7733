/** What is published of a library, compared with what is checked in. */
@NullMarked
package dev.spanprofiles.api;

import org.jspecify.annotations.NullMarked;
