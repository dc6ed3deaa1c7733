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

  /** As jfr-parser 0.18 has them, which Pyroscope 2.2 reads recordings with. */
  private static final List<Generated> GENERATED =
      List.of(
          new Generated(
              Pattern.compile("(jdk/internal/reflect/GeneratedMethodAccessor)\\d+"), "$1_"),
          new Generated(
              Pattern.compile("(.+\\$\\$Lambda)(?:\\$?\\d*[./](?:0x)?[0-9a-f]+|\\d+)"), "$1_"),
          new Generated(
              Pattern.compile(
                  "(?:\\.?/tmp/)?libzstd-jni-\\d+\\.\\d+\\.\\d+-\\d+\\.so(?: \\(deleted\\))?"),
              "libzstd-jni-_.so"),
          new Generated(
              Pattern.compile(
                  "(?:\\.?/tmp/)?(?:lib)?amazonCorrettoCryptoProvider(?:NativeLibraries\\.)?"
                      + "[0-9a-f]{16}(?:/libcrypto|/libamazonCorrettoCryptoProvider)?"
                      + "\\.so(?: \\(deleted\\))?"),
              "libamazonCorrettoCryptoProvider_.so"),
          new Generated(
              Pattern.compile(
                  "(?:\\.?/tmp/)?libasyncProfiler-(?:linux-arm64|linux-musl-x64|linux-x64|macos)-"
                      + "17b9a1d8156277a98ccc871afa9a8f69215f92\\.so(?: \\(deleted\\))?"),
              "libasyncProfiler-_.so"),
          new Generated(Pattern.compile("(.+\\$\\$EnhancerBySpringCGLIB\\$\\$).*"), "$1_"));

  private final JfrReader reader;
  private final NameBudget budget;
  private final Map<Long, String> byMethod = new HashMap<>();

  FunctionNames(JfrReader reader, NameBudget budget) {
    this.reader = reader;
    this.budget = budget;
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
    if (declaring == null) {
      return "";
    }
    String className = merge(symbol(declaring.name));
    String methodName = symbol(method.name);
    budget.take(className.length() + methodName.length() + 1L);
    return className + "." + methodName;
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
