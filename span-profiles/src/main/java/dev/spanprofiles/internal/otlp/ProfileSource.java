package dev.spanprofiles.internal.otlp;

import io.opentelemetry.api.common.Attributes;

/**
 * Who is profiled.
 *
 * @param resource the attributes that its spans have, too
 * @param threads whether samples say which thread they were taken of
 */
public record ProfileSource(Attributes resource, boolean threads) {}
