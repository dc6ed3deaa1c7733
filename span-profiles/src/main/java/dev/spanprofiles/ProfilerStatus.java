package dev.spanprofiles;

import org.jspecify.annotations.Nullable;

/**
 * How the profiler is.
 *
 * @param running whether samples are being taken
 * @param applicationName the name profiles are uploaded under; null if somebody else started the
 *     profiler
 * @param events what is sampled, as in {@code itimer, alloc=512k}; null like the name
 * @param uploadAddress the base URL of the server; null like the name
 * @param failedUploads attempts to upload that failed since the start; null like the name
 * @param sentProfiles upload intervals whose profile arrived; null like the name
 * @param lostProfiles those whose profile did not arrive, or not whole; null like the name
 */
public record ProfilerStatus(
    boolean running,
    @Nullable String applicationName,
    @Nullable String events,
    @Nullable String uploadAddress,
    @Nullable Long failedUploads,
    @Nullable Long sentProfiles,
    @Nullable Long lostProfiles) {}
