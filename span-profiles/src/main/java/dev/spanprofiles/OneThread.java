package dev.spanprofiles;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** What is known of one thread: a single look-up finds its context and its labels. */
final class OneThread {

  private static final ThreadLocal<OneThread> CURRENT = ThreadLocal.withInitial(OneThread::new);

  private final Thread thread = Thread.currentThread();

  /** What {@link LabelledContextStorage} keeps; null in any other's storage. */
  @Nullable Context context;

  private @Nullable ThreadLabels labels;
  private @Nullable Attribution labelsOf;

  /**
   * The thread may have had another: the common pool forgets what its threads keep, with a scope
   * that a task left open.
   */
  private OneThread() {
    Attribution attribution = Attribution.active();
    if (attribution != null) {
      attribution.clearThread();
    }
  }

  static OneThread current() {
    return CURRENT.get();
  }

  boolean isCurrent() {
    return thread == Thread.currentThread();
  }

  /** As far as it was labelled so far. */
  @Nullable ThreadLabels labels() {
    return labels;
  }

  /** Made when they are first needed, and again for another attribution. */
  ThreadLabels labels(Attribution attribution) {
    ThreadLabels known = labels;
    if (known == null || labelsOf != attribution) {
      known = attribution.labelsAfter(known);
      labels = known;
      labelsOf = attribution;
    }
    return known;
  }

  /**
   * Has the labels show the owner of a context that is now current here.
   *
   * @return whether they showed another before
   */
  boolean follow(@Nullable Context current) {
    Attribution attribution = Attribution.active();
    if (attribution == null) {
      switchOff();
      return false;
    }
    ThreadLabels here = labels(attribution);
    Owner owner = Attribution.ownerOf(current);
    if (owner == here.shown()) {
      return false;
    }
    here.show(owner);
    return true;
  }

  /** Follows as well where what is shown ended on another thread, of which nobody told this one. */
  void followIfEnded() {
    ThreadLabels here = labels;
    Owner shown = here == null ? null : here.shown();
    if (shown != null && shown.hasEnded()) {
      follow(context);
    }
  }

  /**
   * Takes the labels back where they are of a context that is current no more, though no scope of
   * it was closed: none rather than another's. What is current now has no scope here whose end
   * would take its labels back, so it gets none either.
   */
  void check(@Nullable Context current) {
    ThreadLabels here = labels;
    if (here == null) {
      return;
    }
    Owner shown = here.shown();
    if (shown == null || shown == Attribution.ownerOf(current)) {
      return;
    }
    if (shown.hasEnded()) {
      follow(current);
    } else {
      here.show(null);
    }
  }

  /** Whether this thread's samples belong to a span. */
  boolean showsOwner() {
    return labels != null && labels.shown() != null;
  }

  /** It was on when the scope was entered that ends here. */
  private void switchOff() {
    if (labels != null) {
      labels.show(null);
    }
  }
}
