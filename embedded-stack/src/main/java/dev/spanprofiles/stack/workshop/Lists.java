package dev.spanprofiles.stack.workshop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists that may be left out of a file. */
final class Lists {

  private Lists() {}

  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
