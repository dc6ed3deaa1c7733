package dev.spanprofiles.stack.storage;

import java.util.List;

/**
 * What the spans of one operation have of each profile type, CPU first.
 *
 * @param inferred whether no sample carries the id of any of them, and these were found by time and
 *     thread, as {@link Inference} says
 */
public record OperationTotals(List<TypeTotal> types, boolean inferred) {

  public static final OperationTotals NONE = new OperationTotals(List.of(), false);
}
