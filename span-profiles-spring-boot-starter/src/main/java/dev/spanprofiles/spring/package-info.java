/** Auto-configuration of span profiles for Spring Boot. */
@NullMarked
package dev.spanprofiles.spring;

import org.jspecify.annotations.NullMarked;
