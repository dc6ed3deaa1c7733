package dev.spanprofiles.recordings;

import java.util.List;

/**
 * The functions that were on a stack, the running one first. A chunk has one object for each of its
 * stacks, so that they can be told apart by identity.
 *
 * @param functions as {@code dev/spanprofiles/Example.method}; see {@link FunctionNames}
 */
public record RecordedStack(List<String> functions) {}
