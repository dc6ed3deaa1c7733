package dev.spanprofiles.rideshare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The spelling of enum constants in addresses, JSON, attributes and labels: {@code mutex-lock}. */
public final class Labels {

  private Labels() {}

  /** Returns the spelling of one constant. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the spellings of all constants in their order. */
  public static <E extends Enum<E>> List<String> all(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Labels::of).toList();
  }

  /**
   * Returns the constant spelled {@code label}.
   *
   * @param what what the caller calls such a thing, for the message
   * @throws UnknownNameException if there is none
   */
  public static <E extends Enum<E>> E parse(Class<E> type, String what, String label) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> of(constant).equals(label))
        .findFirst()
        .orElseThrow(() -> new UnknownNameException(what, label, all(type)));
  }
}
