package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.ProfileType;

/**
 * What spans have of one profile type.
 *
 * @param value in the type's unit
 * @param spans how many of the spans have samples of the type
 * @param serviceValue of everything that the spans' services sampled of the type in the range, in
 *     spans or outside of them: what a share is a share of
 */
public record TypeTotal(
    ProfileType type, long value, long samples, long spans, long serviceValue) {}
