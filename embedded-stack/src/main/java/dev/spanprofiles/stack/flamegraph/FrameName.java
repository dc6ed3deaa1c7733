package dev.spanprofiles.stack.flamegraph;

import one.convert.Frame;

/** What a function is called on the page, and what kind of code it is. */
public final class FrameName {

  /** The longest name drawn: generated lambda and proxy names can be thousands of characters. */
  static final int MAX_LENGTH = 300;

  private FrameName() {}

  /** Java names with dots as in source; control characters, which no page can show, replaced. */
  public static String readable(String function) {
    String name = type(function) == Frame.TYPE_JIT_COMPILED ? function.replace('/', '.') : function;
    if (name.length() > MAX_LENGTH) {
      name = name.substring(0, MAX_LENGTH - 1) + "…";
    }
    return printable(name);
  }

  /** Control characters, line separators and the like replaced. */
  static String printable(String text) {
    return text.codePoints().anyMatch(FrameName::isUnprintable)
        ? text.codePoints()
            .map(c -> isUnprintable(c) ? 0xFFFD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
        : text;
  }

  /**
   * The profiler's frame types are lost in merged stack traces; what is left is the look of the
   * name, which is also what async-profiler goes by when it reads collapsed stacks.
   */
  static byte type(String function) {
    if (function.isEmpty()) {
      return Frame.TYPE_NATIVE;
    }
    if (function.contains("::")) {
      return Frame.TYPE_CPP;
    }
    char first = function.charAt(0);
    boolean inPackage = function.indexOf('/') > 0 && first != '[';
    boolean inDefaultPackage = function.indexOf('.') > 0 && Character.isUpperCase(first);
    return inPackage || inDefaultPackage ? Frame.TYPE_JIT_COMPILED : Frame.TYPE_NATIVE;
  }

  /** Line separators end a JavaScript string, and unpaired surrogates are no UTF-8. */
  private static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.FORMAT ->
          true;
      default -> false;
    };
  }
}
