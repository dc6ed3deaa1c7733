package dev.spanprofiles.stack.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spanprofiles.stack.storage.StorageException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TogetherTest {

  private final Together together = new Together(1);

  @Test
  void questionsAreAskedAtTheSameTime() {
    CountDownLatch asked = new CountDownLatch(1);
    Supplier<String> first =
        together.ask(
            () -> {
              await(asked);
              return "first";
            });
    asked.countDown(); // only reached if the first question does not hold up its asker
    assertThat(first.get()).isEqualTo("first");
  }

  @Test
  void whereAllHelpersAreBusyTheAskerAnswers() {
    CountDownLatch over = new CountDownLatch(1);
    Supplier<Boolean> first =
        together.ask(
            () -> {
              await(over);
              return true;
            });
    Supplier<Thread> second = together.ask(Thread::currentThread);
    assertThat(second.get()).isSameAs(Thread.currentThread());
    over.countDown();
    assertThat(first.get()).isTrue();
  }

  @Test
  void whatAskingThrowsIsThrown() {
    Supplier<String> failing =
        together.ask(
            () -> {
              throw new StorageException("no answer", null);
            });
    assertThatThrownBy(failing::get).isInstanceOf(StorageException.class).hasMessage("no answer");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
