package dev.spanprofiles.stack.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import one.convert.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameNameTest {

  @ParameterizedTest
  @CsvSource({
    "dev/example/Car.order, dev.example.Car.order",
    "java/lang/Object.<init>, java.lang.Object.<init>",
    "Main.main, Main.main",
    "/usr/lib/libc.so.6, /usr/lib/libc.so.6",
    "std::vector<a/b>::at, std::vector<a/b>::at",
    "[vdso], [vdso]",
    "'', ''"
  })
  void javaNamesHaveDots(String function, String name) {
    assertThat(FrameName.readable(function)).isEqualTo(name);
  }

  @Test
  void kindsOfCode() {
    assertThat(FrameName.type("dev/example/Car.order")).isEqualTo(Frame.TYPE_JIT_COMPILED);
    assertThat(FrameName.type("Main.main")).isEqualTo(Frame.TYPE_JIT_COMPILED);
    assertThat(FrameName.type("JavaThread::run")).isEqualTo(Frame.TYPE_CPP);
    assertThat(FrameName.type("libc.so.6")).isEqualTo(Frame.TYPE_NATIVE);
    assertThat(FrameName.type("")).isEqualTo(Frame.TYPE_NATIVE);
  }

  @Test
  void longNamesAreCut() {
    assertThat(FrameName.readable("x".repeat(5_000))).hasSize(FrameName.MAX_LENGTH).endsWith("…");
  }

  @Test
  void whatCannotBeShownIsReplaced() {
    assertThat(FrameName.readable("a\nb\u2028c\ud800d")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd");
  }
}
