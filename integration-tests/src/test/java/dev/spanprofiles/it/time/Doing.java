package dev.spanprofiles.it.time;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** What a thread can spend its time on. */
final class Doing {

  private static volatile long sink;

  /** Enough live objects that a collection takes its time. */
  private static final List<Object[]> HEAP = new ArrayList<>();

  private Doing() {}

  /** Runs until it has had so much CPU. */
  static void burn(long millis) {
    long end = Clocks.now().cpu() + TimeUnit.MILLISECONDS.toNanos(millis);
    do {
      compute();
    } while (Clocks.now().cpu() < end);
  }

  private static void compute() {
    long sum = sink;
    for (int i = 0; i < 500_000; i++) {
      sum = sum * 31 + i;
    }
    sink = sum;
  }

  /** Waits for a monitor that another thread holds for so long. */
  static void monitor(long millis) throws InterruptedException {
    Object monitor = new Object();
    hold(
        millis,
        held -> {
          synchronized (monitor) {
            held.run();
          }
        });
    synchronized (monitor) {
      held();
    }
  }

  /** The same with a lock of {@code java.util.concurrent}. */
  static void lock(long millis) throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    hold(
        millis,
        held -> {
          lock.lock();
          try {
            held.run();
          } finally {
            lock.unlock();
          }
        });
    lock.lock();
    try {
      held();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a monitor that another thread notifies after so long. */
  static void beNotified(long millis) throws InterruptedException {
    Object monitor = new Object();
    CountDownLatch notified = new CountDownLatch(1);
    Thread notifier =
        new Thread(
            () -> {
              sleep(millis);
              synchronized (monitor) {
                notified.countDown();
                monitor.notifyAll();
              }
            },
            "notifier");
    notifier.start();
    synchronized (monitor) {
      while (notified.getCount() > 0) {
        monitor.wait();
      }
    }
  }

  /** Writes to a disk, and waits until it has it, for so long. */
  static void store(long millis) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    Path file = Files.createTempFile("time", "");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      while (System.nanoTime() < end) {
        channel.write(ByteBuffer.allocate(4096), 0);
        channel.force(true);
      }
    } finally {
      Files.delete(file);
    }
  }

  /** Nothing is done with it: the time went before. */
  private static void held() {
    sink = System.nanoTime();
  }

  private interface Holder {
    void hold(Runnable held);
  }

  private static void hold(long millis, Holder holder) throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () ->
                holder.hold(
                    () -> {
                      taken.countDown();
                      sleep(millis);
                    }),
            "holder");
    thread.start();
    taken.await();
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Computes while the collector stops it, until it was stopped for so long.
   *
   * @return what is to be waited for before anything else is measured: the last collection
   */
  static Thread beStopped(long millis) {
    while (HEAP.size() < 300) {
      HEAP.add(fill(new Object[5_000]));
    }
    Clocks start = Clocks.now();
    CountDownLatch over = new CountDownLatch(1);
    Thread collecting =
        new Thread(
            () -> {
              while (over.getCount() > 0) {
                System.gc();
              }
            },
            "collecting");
    collecting.start();
    Clocks now;
    do {
      compute();
      now = Clocks.now();
    } while (now.wall() - now.cpu() - now.delay() - (start.wall() - start.cpu() - start.delay())
        < TimeUnit.MILLISECONDS.toNanos(millis));
    over.countDown();
    return collecting;
  }

  private static Object[] fill(Object[] array) {
    for (int i = 0; i < array.length; i++) {
      array[i] = new int[] {i};
    }
    return array;
  }

  /** Does it beside four busy threads for each core. */
  static void crowded(KnownTime.Task task) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
      Thread other =
          new Thread(
              () -> {
                while (over.getCount() > 0) {
                  compute();
                }
              },
              "busy");
      other.start();
      others.add(other);
    }
    try {
      task.run();
    } finally {
      over.countDown();
      for (Thread other : others) {
        other.join();
      }
    }
  }
}
