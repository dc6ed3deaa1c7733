package dev.spanprofiles.recordings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import one.jfr.ClassRef;
import one.jfr.JfrReader;
import one.jfr.MethodRef;

/**
 * The names of functions, as the real Pyroscope gives them: {@code
 * dev/spanprofiles/Example.method}. Numbers that the JVM puts into names of classes it generates
 * become an underscore; each run would have its own functions otherwise.
 */
public final class FunctionNames {

  private record Generated(Pattern name, String replacement) {}

  private static final List<Generated> GENERATED =
      List.of(
          new Generated(
              Pattern.compile("(jdk/internal/reflect/GeneratedMethodAccessor)\\d+"), "$1_"),
          new Generated(
              Pattern.compile("(.+\\$\\$Lambda)(?:\\$?\\d*[./](?:0x)?[0-9a-f]+|\\d+)"), "$1_"),
          new Generated(Pattern.compile("(.+\\$\\$EnhancerBySpringCGLIB\\$\\$).*"), "$1_"),
          new Generated(
              Pattern.compile("(?:\\.?/tmp/)?(libasyncProfiler-).*(\\.so)(?: \\(deleted\\))?"),
              "$1_$2"));

  private final JfrReader reader;
  private final Map<Long, String> byMethod = new HashMap<>();

  FunctionNames(JfrReader reader) {
    this.reader = reader;
  }

  /** Those of a stack; methods the recording does not name are left out. */
  List<String> of(long[] methods) {
    List<String> names = new ArrayList<>(methods.length);
    for (long method : methods) {
      String name = byMethod.computeIfAbsent(method, this::name);
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  private String name(long methodId) {
    MethodRef method = reader.methods.get(methodId);
    if (method == null) {
      return "";
    }
    ClassRef declaring = reader.classes.get(method.cls);
    return declaring == null ? "" : merge(symbol(declaring.name)) + "." + symbol(method.name);
  }

  private String symbol(long id) {
    byte[] symbol = reader.symbols.get(id);
    return symbol == null ? "" : new String(symbol, StandardCharsets.UTF_8);
  }

  /** The name of a class without the numbers that a JVM generated. */
  public static String merge(String className) {
    for (Generated generated : GENERATED) {
      var matcher = generated.name().matcher(className);
      if (matcher.matches()) {
        return matcher.replaceFirst(generated.replacement());
      }
    }
    return className;
  }
}
