package dev.spanprofiles.stack.storage;

/**
 * How much of one service is stored.
 *
 * @param traces how many traces its spans are in
 */
public record StoredByService(String service, long spans, long traces, long logs, long samples) {}
