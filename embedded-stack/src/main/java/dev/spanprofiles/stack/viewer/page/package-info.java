/** What all pages are made with: one way from a model to HTML or JSON, texts, and problems. */
@NullMarked
package dev.spanprofiles.stack.viewer.page;

import org.jspecify.annotations.NullMarked;
