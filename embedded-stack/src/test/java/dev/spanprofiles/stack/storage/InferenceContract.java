package dev.spanprofiles.stack.storage;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.labels;
import static dev.spanprofiles.stack.storage.Examples.span;
import static dev.spanprofiles.stack.storage.Examples.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.AttributeValue.Text;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.SampleThread.State;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ProfileReader} infers of spans that no sample carries the id of, read from an
 * example. A trace's request has the trace's number as its span id, takes 100 ms and is profiled;
 * its spans are named after what there is to see of them.
 */
public abstract class InferenceContract {

  private static final String HTTP = "http-1";
  private static final String POOL = "pool-1";

  /** What reads the example. */
  protected abstract ProfileReader profiles();

  protected static void store(TraceStore traces, ProfileStore profiles) {
    traces.addSpans(
        List.of(
            request(1),
            child(1, 11, 1, "find", 10, 40, HTTP),
            child(1, 12, 11, "query", 20, 30, HTTP),
            child(1, 13, 1, "hand-off", 12, 60, POOL),
            child(1, 14, 1, "after", 40, 50, HTTP),
            request(2),
            child(2, 21, 2, "both", 10, 40, HTTP),
            child(2, 22, 2, "both", 30, 60, HTTP),
            child(2, 23, 21, "within both", 12, 14, HTTP),
            child(2, 24, 2, "beside both", 10, 40, POOL),
            request(3),
            child(3, 31, 3, "silent", 10, 40, ""),
            request(4),
            child(4, 41, 4, "silent among two", 10, 40, ""),
            span(5, 5).duration(100 * MILLI).build(),
            child(5, 51, 5, "not profiled", 10, 40, HTTP),
            request(6),
            child(6, 61, 6, "call", 10, 40, HTTP),
            span(6, 62)
                .parent(61)
                .name("answer")
                .start(T0 + 12 * MILLI)
                .duration(20 * MILLI)
                .resource("service.name", "depot")
                .attributes(Span.PROFILE_ID, SpanId.toHex(62))
                .build(),
            request(7),
            child(7, 71, 7, "loop", 10, 40, HTTP),
            child(7, 72, 71, "loop", 15, 35, HTTP)));
    profiles.addSamples(
        List.of(
            sample(1, 5, HTTP, "request"),
            sample(1, 10, HTTP, "find"),
            sample(1, 15, POOL, "hand-off"),
            sample(1, 25, HTTP, "query"),
            sample(1, 40, HTTP, "after"),
            sample(2, 11, HTTP, "either"),
            sample(2, 13, HTTP, "either"),
            sample(2, 15, POOL, "beside"),
            sample(3, 15, HTTP, "silent"),
            sample(3, 50, HTTP, "request"),
            sample(4, 15, HTTP, "request"),
            sample(4, 16, POOL, "request"),
            sample(6, 11, HTTP, "call"),
            sample(62, 20, HTTP, "answer"),
            sample(7, 12, HTTP, "loop"),
            sample(7, 20, HTTP, "loop")));
  }

  private static Span request(long number) {
    return span(number, number)
        .duration(100 * MILLI)
        .attributes(Span.PROFILE_ID, SpanId.toHex(number))
        .build();
  }

  private static Span child(
      long trace, long id, long parent, String name, long from, long until, String thread) {
    Examples.SpanBuilder span =
        span(trace, id)
            .parent(parent)
            .name(name)
            .start(T0 + from * MILLI)
            .duration((until - from) * MILLI);
    return (thread.isEmpty() ? span : span.attributes("thread.name", thread)).build();
  }

  private static Sample sample(long span, long millis, String thread, String function) {
    return new Sample(
        ProfileType.CPU,
        labels("service_name", "shop"),
        T0 + millis * MILLI,
        traceId(span % 10),
        span,
        new SampleThread(thread.equals(HTTP) ? 7 : 8, thread, State.UNKNOWN),
        new StackTrace(List.of(function, "main")),
        10 * MILLI);
  }

  private static SpanSet named(String name) {
    return new SpanSet(
            new Compare(Intrinsic.NAME, Operator.EQUAL, new Text(name)),
            new TimeRange(T0, T0 + SECOND))
        .inferring();
  }

  /** What ran in the spans of a name, the heaviest first. */
  private List<String> ran(String name) {
    return profiles().stackTotals(named(name), ProfileType.CPU, 10).stacks().stream()
        .map(stack -> stack.stackTrace().functions().get(0))
        .sorted()
        .toList();
  }

  @Test
  void whatRanOnItsThreadWhileItWasOpenIsTheSpans() {
    assertThat(ran("find")).containsExactly("find", "query");
    assertThat(ran("query")).containsExactly("query");
    assertThat(ran("hand-off")).containsExactly("hand-off");
    assertThat(ran("after")).containsExactly("after");
    assertThat(profiles().inference(named("find"))).isEqualTo(new Inference(1, 0, 0, 0, 0));
  }

  @Test
  void childrenThatOverlapOnAThreadAreLeftOut() {
    assertThat(profiles().inference(named("both"))).isEqualTo(new Inference(0, 0, 2, 0, 0));
    assertThat(ran("both")).isEmpty();
    assertThat(profiles().inference(named("within both"))).isEqualTo(new Inference(0, 0, 1, 0, 0));
    assertThat(ran("within both")).isEmpty();
    assertThat(ran("beside both")).containsExactly("beside");
  }

  @Test
  void aThreadThatIsNotSaidIsTheOnlyOneOfItsRequest() {
    assertThat(ran("silent")).containsExactly("silent");
    assertThat(profiles().inference(named("silent among two")))
        .isEqualTo(new Inference(0, 0, 0, 1, 0));
    assertThat(ran("silent among two")).isEmpty();
  }

  @Test
  void anotherServicesThreadsMayHaveTheSameNames() {
    assertThat(ran("call")).containsExactly("call");
  }

  @Test
  void withoutAProfiledSpanAboveThereIsNothingToInfer() {
    assertThat(profiles().inference(named("not profiled"))).isEqualTo(new Inference(0, 0, 0, 0, 1));
    assertThat(profiles().totals(named("not profiled"))).isEmpty();
  }

  @Test
  void aSampleCountsOnceForSpansWithinEachOther() {
    assertThat(profiles().inference(named("loop"))).isEqualTo(new Inference(1, 1, 0, 0, 0));
    assertThat(profiles().totals(named("loop")))
        .singleElement()
        .satisfies(
            total -> {
              assertThat(total.samples()).isEqualTo(2);
              assertThat(total.spans()).isEqualTo(1);
            });
  }

  @Test
  void everyQuestionOfSamplesIsAnswered() {
    assertThat(profiles().samples(named("find"), 10).items())
        .hasSize(2)
        .allMatch(sample -> sample.spanId() == 11);
    assertThat(
            profiles()
                .spansThatRan(
                    named("find"), ProfileType.CPU, new Code.Path(List.of("main", "query")), 10)
                .items())
        .singleElement()
        .satisfies(cost -> assertThat(cost.span().name()).isEqualTo("find"));
    assertThat(profiles().times(named("find")).simple().sampledCpuNanos()).isEqualTo(20 * MILLI);
    StackGroups groups = profiles().stackGroups(named("find"), ProfileType.CPU, 10);
    assertThat(groups.spanCount()).isEqualTo(1);
    assertThat(groups.value()).isEqualTo(20 * MILLI);
  }

  @Test
  void eachOperationIsASetByItself() {
    Map<Operation, OperationTotals> totals =
        profiles().totalsByOperation(new TimeRange(T0, T0 + SECOND));
    assertThat(totals.values())
        .filteredOn(of -> !of.inferred())
        .containsExactlyInAnyOrder(
            totals.remove(new Operation("shop", "GET /")),
            totals.remove(new Operation("depot", "answer")));
    assertThat(totals.keySet())
        .extracting(Operation::name)
        .containsExactlyInAnyOrder(
            "find", "query", "hand-off", "after", "beside both", "silent", "call", "loop");
    totals.forEach(
        (operation, of) ->
            assertThat(of)
                .as(operation.name())
                .isEqualTo(new OperationTotals(profiles().totals(named(operation.name())), true)));
  }

  @Test
  void ofNoSpansNothing() {
    assertThat(profiles().inference(named("nothing"))).isEqualTo(Inference.NONE);
    assertThat(profiles().totals(named("nothing"))).isEmpty();
  }
}
