package dev.spanprofiles.rideshare.vehicle;

/** Has a driver report every so often, from creation until it is closed. */
final class Heartbeats implements AutoCloseable {

  private static final long PAUSE_MILLIS = 100;

  private final Drivers drivers;
  private final Thread thread = new Thread(this::beatUntilInterrupted, "heartbeats");

  Heartbeats(Drivers drivers) {
    this.drivers = drivers;
    thread.setDaemon(true);
    thread.start();
  }

  private void beatUntilInterrupted() {
    try {
      while (true) {
        Thread.sleep(PAUSE_MILLIS);
        drivers.heartbeat();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
