package dev.spanprofiles.stack.storage;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.labels;
import static dev.spanprofiles.stack.storage.Examples.span;
import static dev.spanprofiles.stack.storage.Examples.traceId;

import dev.spanprofiles.stack.model.AttributeValue.Composite;
import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.SampleThread.State;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.model.TraceId;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link SetContract} reads. A hundred traces, one a second. The n-th has the span {@code
 * order} of service {@code shop}, which takes n ms and runs {@link #RUN} for one CPU sample; the
 * slowest five fail. Every fourth order is of the vehicle {@code bike}, not {@code car}: it runs
 * {@link #SEARCH} for two CPU samples more, and waits for 20 ms. Every second order has a child
 * span {@code find} of service {@code depot} of 1 ms, without a profile. A CPU sample of {@code
 * shop} is in no span. All of it is shuffled over several calls.
 */
public final class SetExample {

  public static final TimeRange RANGE = new TimeRange(T0, T0 + 100 * SECOND);
  public static final ProfileType WALL =
      ProfileType.parse("wall:wall:nanoseconds:wall:nanoseconds");
  public static final StackTrace RUN = new StackTrace(List.of("shop/Order.run", "main"));
  public static final StackTrace SEARCH =
      new StackTrace(List.of("shop/Index.search", "shop/Order.run", "main"));

  /** Keys and values of attributes that all orders have. */
  public static final List<String> ODD = List.of("a\":\"b,\n\"c\\", "ends with,");

  private static final Labels SHOP = labels("service_name", "shop");

  private SetExample() {}

  /** Some samples before their spans, and some after them. */
  public static void storeIn(TraceStore traces, ProfileStore profiles) {
    List<Span> spans = new ArrayList<>();
    List<Sample> early = new ArrayList<>();
    List<Sample> late = new ArrayList<>();
    for (int n = 1; n <= 100; n++) {
      long start = T0 + (n - 1) * SECOND;
      boolean bike = n % 4 == 0;
      Examples.SpanBuilder order =
          span(n, n)
              .name("order")
              .start(start)
              .duration(n * MILLI)
              .attributes(
                  Span.PROFILE_ID,
                  SpanId.toHex(n),
                  "vehicle",
                  bike ? "bike" : "car",
                  "number",
                  n,
                  "array",
                  new Composite("[1,\n2]"),
                  ODD.get(0),
                  ODD.get(0),
                  ODD.get(1),
                  ODD.get(1));
      spans.add((n > 95 ? order.error("failed") : order).build());
      if (n % 2 == 0) {
        spans.add(
            span(n, 1000 + n)
                .parent(n)
                .name("find")
                .start(start)
                .duration(MILLI)
                .resource("service.name", "depot")
                .build());
      }
      (n % 3 == 0 ? early : late).add(cpu(n, start, RUN));
      if (bike) {
        late.add(cpu(n, start + 1, SEARCH));
        late.add(cpu(n, start + 2, SEARCH));
        late.add(sample(WALL, n, start + 3, State.SLEEPING, RUN, 20 * MILLI));
      }
    }
    late.add(cpu(0, T0, RUN));
    profiles.addSamples(early);
    traces.addSpans(spans.subList(70, spans.size()));
    traces.addSpans(spans.subList(0, 80)); // ten of them again, as a sender that retries does
    profiles.addSamples(late);
  }

  private static Sample cpu(long number, long time, StackTrace stackTrace) {
    return sample(ProfileType.CPU, number, time, State.UNKNOWN, stackTrace, 10 * MILLI);
  }

  private static Sample sample(
      ProfileType type, long number, long time, State state, StackTrace stackTrace, long value) {
    return new Sample(
        type,
        SHOP,
        time,
        number == 0 ? TraceId.NONE : traceId(number),
        number,
        new SampleThread(7, "http-1", state),
        stackTrace,
        value);
  }
}
