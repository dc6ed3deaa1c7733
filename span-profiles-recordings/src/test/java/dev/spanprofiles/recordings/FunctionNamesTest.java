package dev.spanprofiles.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FunctionNamesTest {

  @ParameterizedTest
  @CsvSource({
    "dev/spanprofiles/Example, dev/spanprofiles/Example",
    "java/util/concurrent/Executors$RunnableAdapter,"
        + " java/util/concurrent/Executors$RunnableAdapter",
    "org/example/Order$$Lambda$4/1283928880, org/example/Order$$Lambda_",
    "org/example/Order$$Lambda$8/0x0000000800c01220, org/example/Order$$Lambda_",
    "org/example/Order$$Lambda$669.0x0000000800fd7318, org/example/Order$$Lambda_",
    "Fib$$Lambda.0x00007ffa600c4da0, Fib$$Lambda_",
    "org/example/Order$$Lambda$14, org/example/Order$$Lambda$14",
    "jdk/internal/reflect/GeneratedMethodAccessor31, jdk/internal/reflect/GeneratedMethodAccessor_",
    "foo/Baz$$EnhancerBySpringCGLIB$$1234567890, foo/Baz$$EnhancerBySpringCGLIB$$_",
    "libasyncProfiler-linux-x64-17b9a1d8156277a98ccc871afa9a8f69215f92.so, libasyncProfiler-_.so",
    "/tmp/libasyncProfiler-macos-17b9a1d8156277a98ccc871afa9a8f69215f92.so (deleted),"
        + " libasyncProfiler-_.so",
    "libasyncProfiler-linux-x64-d73f.so, libasyncProfiler-linux-x64-d73f.so",
    "libzstd-jni-1.5.1-16931311898282279136.so, libzstd-jni-_.so",
    "./tmp/libamazonCorrettoCryptoProvider109b39cf33c563eb.so, libamazonCorrettoCryptoProvider_.so",
    "./tmp/amazonCorrettoCryptoProviderNativeLibraries.7382c2f79097f415/libcrypto.so (deleted),"
        + " libamazonCorrettoCryptoProvider_.so",
    "libc.so.6, libc.so.6",
  })
  void numbersInNamesOfGeneratedClassesAreLeftOut(String className, String expected) {
    assertThat(FunctionNames.merge(className)).isEqualTo(expected);
  }
}
