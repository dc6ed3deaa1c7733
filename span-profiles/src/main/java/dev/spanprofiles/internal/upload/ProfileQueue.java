package dev.spanprofiles.internal.upload;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Profiles that wait to be sent. Bounded: the oldest makes room for the newest. */
final class ProfileQueue<T> {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<T> waiting = new ArrayDeque<>();
  private final int capacity;
  private boolean closed;

  ProfileQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Adds a profile; says whether none had to go for it. After the end none is taken. */
  boolean put(T profile) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      boolean room = waiting.size() < capacity;
      if (!room) {
        waiting.remove();
      }
      waiting.add(profile);
      changed.signalAll();
      return room;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next; null at the end, when there is none left. */
  @Nullable T take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.await();
      }
      return waiting.poll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the time, but not beyond the end; says whether it is not yet the end. */
  boolean pause(long millis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
      while (nanos > 0 && !closed) {
        nanos = changed.awaitNanos(nanos);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** The end: what waits can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes all that is left away; returns how many there were. */
  int clear() {
    lock.lock();
    try {
      int left = waiting.size();
      waiting.clear();
      return left;
    } finally {
      lock.unlock();
    }
  }
}
