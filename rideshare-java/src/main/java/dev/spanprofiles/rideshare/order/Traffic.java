package dev.spanprofiles.rideshare.order;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Places the orders of a sequence, each in a local root of its own, until it is closed. */
final class Traffic implements ApplicationListener<ApplicationReadyEvent>, AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(Traffic.class);

  private static final long POLL_MILLIS = 100;

  private final Regions regions;
  private final Duration startTimeout;
  private final OrderService orders;
  private final OrderSequence sequence;
  private final Tracer tracer;
  private final String spanName;
  private final Thread customers = new Thread(this::orderUntilInterrupted, "customers");
  private final ThreadPoolExecutor inFlight;

  Traffic(
      Regions regions,
      OrderService orders,
      TrafficProperties properties,
      Tracer tracer,
      String spanName) {
    this.regions = regions;
    this.startTimeout = properties.startTimeout();
    this.orders = orders;
    this.sequence = new OrderSequence(properties);
    this.tracer = tracer;
    this.spanName = spanName;
    // No queue: an order that finds no free thread is dropped.
    this.inFlight =
        new ThreadPoolExecutor(
            0,
            properties.maxInFlight(),
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> new Thread(task, "order"));
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    start();
  }

  void start() {
    customers.start();
  }

  private void orderUntilInterrupted() {
    try {
      awaitRegions();
      while (true) {
        Thread.sleep(sequence.pause().toMillis());
        offer(sequence.next());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** All services start together; the first orders seen should not be failures for that reason. */
  private void awaitRegions() throws InterruptedException {
    long end = System.nanoTime() + startTimeout.toNanos();
    while (!regions.areListening() && System.nanoTime() < end) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  private void offer(Order order) {
    try {
      inFlight.execute(() -> place(order));
    } catch (RejectedExecutionException e) {
      logger.warn(
          "{} orders are under way; dropped one of a {} in {}",
          inFlight.getMaximumPoolSize(),
          order.vehicle().label(),
          order.region());
    }
  }

  private void place(Order order) {
    Span span = tracer.spanBuilder(spanName).setNoParent().startSpan();
    try {
      Context.current().with(span).wrapConsumer(orders::place).accept(order);
    } catch (RegionUnavailableException e) {
      span.setStatus(StatusCode.ERROR, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      span.recordException(e).setStatus(StatusCode.ERROR, e.toString());
      logger.warn("Order failed", e);
    } finally {
      span.end();
    }
  }

  @Override
  public void close() {
    customers.interrupt();
    inFlight.shutdownNow();
  }
}
