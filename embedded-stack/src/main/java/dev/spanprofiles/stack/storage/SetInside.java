package dev.spanprofiles.stack.storage;

import java.util.Optional;

/**
 * A set of spans, and what its samples tell.
 *
 * @param samples empty where the set was not looked into: it has no spans, or more than asked for,
 *     or none that samples carry the id of
 */
public record SetInside(SetSummary summary, Optional<SetSamples<StackGroups>> samples) {}
