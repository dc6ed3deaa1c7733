package dev.spanprofiles.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spanprofiles.demo.stack.DemoException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class DemoOptionsTest {

  @Test
  void aDurationIsNotBelowZero() {
    Demo demo = new Demo();
    new CommandLine(demo).parseArgs("--duration", "-5");
    assertThatThrownBy(demo::call)
        .isInstanceOf(DemoException.class)
        .hasMessage("DURATION is -5: give seconds, 0 or more.");
  }
}
