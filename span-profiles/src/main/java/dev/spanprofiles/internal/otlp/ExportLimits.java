package dev.spanprofiles.internal.otlp;

/**
 * What an exporter takes at most.
 *
 * @param queueSize profiles that may wait, an interval each
 * @param maxTries of a request; below 0 it is tried until it is taken
 * @param maxRequestBytes before compression; a recording that needs more is sent in several
 */
public record ExportLimits(int queueSize, int maxTries, int maxRequestBytes) {}
