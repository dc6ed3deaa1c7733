package dev.spanprofiles.stack.storage;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.log;
import static dev.spanprofiles.stack.storage.Examples.span;
import static dev.spanprofiles.stack.storage.Examples.traceId;
import static dev.spanprofiles.stack.storage.Examples.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.AttributeValue.Composite;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanKind;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Exists;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link TraceStore} must do. */
public abstract class TraceStoreContract {

  /** An empty store. */
  protected abstract TraceStore store();

  @Test
  void aSpanComesBackAsItWasStored() {
    Span span =
        span(1, 0xFEDC_BA98_7654_3210L)
            .parent(7)
            .name("naïve 😀 \"quoted\" \0")
            .kind(SpanKind.SERVER)
            .error("out of cars")
            .attributes(
                "text",
                "car",
                "int",
                Long.MIN_VALUE,
                "real",
                1.0,
                "nan",
                Double.NaN,
                "bool",
                true,
                "list",
                new Composite("[1,\"two\"]"),
                "bytes",
                new Composite("\"AQI=\""),
                "a/b~c.d \"e\"",
                "odd key",
                "",
                "empty key")
            .resource("service.name", "shop", "region", "eu-north")
            .build();
    store().addSpans(List.of(span));
    assertThat(store().trace(traceId(1))).containsExactly(span);
    assertThat(store().trace(traceId(1)).get(0).attributes().keySet())
        .containsExactlyElementsOf(span.attributes().keySet());
  }

  @Test
  void aTraceIsItsSpansByStart() {
    Span late = span(1, 1).start(T0 + SECOND).build();
    Span early = span(1, 2).parent(1).start(T0).build();
    store().addSpans(List.of(late, early, span(2, 3).build()));
    assertThat(store().trace(traceId(1))).containsExactly(early, late);
    assertThat(store().trace(traceId(99))).isEmpty();
  }

  @Test
  void aSpanSentAgainReplacesItself() {
    store().addSpans(List.of(span(1, 1).name("first").build(), span(2, 1).build()));
    store().addSpans(List.of(span(1, 1).name("second").build()));
    store().addSpans(List.of(span(1, 1).name("third").build(), span(1, 1).name("last").build()));
    assertThat(store().trace(traceId(1))).extracting(Span::name).containsExactly("last");
    assertThat(store().trace(traceId(2))).hasSize(1);
  }

  @Test
  void logsOfATraceByTime() {
    store()
        .addLogs(
            List.of(
                log(1, 5, T0 + 2, "third"),
                log(1, 5, T0, "first"),
                log(2, 6, T0, "of another trace"),
                log(1, 0, T0 + 1, "second")));
    assertThat(store().logs(traceId(1), 10))
        .extracting(log -> log.body())
        .containsExactly("first", "second", "third");
    assertThat(store().logs(traceId(1), 2)).hasSize(2);
    assertThat(store().logs(traceId(2), 2)).containsExactly(log(2, 6, T0, "of another trace"));
    assertThat(store().logs(traceId(3), 2)).isEmpty();
  }

  @Test
  void searchSumsUpEachTrace() {
    Span root =
        span(1, 1).name("CarHandler").attributes(Span.PROFILE_ID, "0000000000000001").build();
    Span child =
        span(1, 2)
            .parent(1)
            .start(T0 + 900 * MILLI)
            .error("no")
            .resource("service.name", "b")
            .build();
    Span orphan = span(2, 3).parent(9).start(T0 + 5 * SECOND).build();
    store().addSpans(List.of(child, root, orphan));

    List<TraceSummary> found = search(SpanFilter.ALL);

    assertThat(found)
        .containsExactly(
            new TraceSummary(
                traceId(2),
                "",
                "",
                T0 + 5 * SECOND,
                SECOND,
                Map.of("shop", new TraceSummary.SpanCounts(1, 0)),
                0,
                all(orphan)),
            new TraceSummary(
                traceId(1),
                "shop",
                "CarHandler",
                T0,
                1900 * MILLI,
                Map.of(
                    "shop", new TraceSummary.SpanCounts(1, 0),
                    "b", new TraceSummary.SpanCounts(1, 1)),
                1,
                all(root, child)));
  }

  private static List<MatchedSpans> all(Span... spans) {
    return List.of(new MatchedSpans(List.of(), spans.length, List.of(spans)));
  }

  @Test
  void searchIsBoundedByLimitsAndRange() {
    store()
        .addSpans(
            List.of(
                span(1, 1).start(T0).build(),
                span(2, 2).start(T0 + 1).build(),
                span(3, 3).start(T0 + 2).build(),
                span(3, 4).start(T0 + 3).build()));
    assertThat(store().search(new TraceQuery(SpanFilter.ALL, TimeRange.ALL, 2, 1)))
        .extracting(TraceSummary::traceId, TraceSummary::matchedCount, t -> t.matched().size())
        .containsExactly(tuple(traceId(3), 2, 1), tuple(traceId(2), 1, 1));
    assertThat(store().search(new TraceQuery(SpanFilter.ALL, new TimeRange(T0, T0 + 1), 9, 9)))
        .extracting(TraceSummary::traceId)
        .containsExactly(traceId(1));
  }

  @Test
  void anAttributeIsComparedWithItsType() {
    store()
        .addSpans(
            List.of(
                span(1, 1).attributes("v", "200").build(),
                span(2, 2).attributes("v", 200).build(),
                span(3, 3).attributes("v", 200.5).build(),
                span(4, 4).attributes("v", true).build(),
                span(5, 5).attributes("v", "true").build(),
                span(6, 6).attributes("v", new Composite("[200]")).build(),
                span(7, 7).build()));
    assertThat(matching(attribute("v", Operator.EQUAL, "200"))).containsExactly(1L);
    assertThat(matching(attribute("v", Operator.EQUAL, 200))).containsExactly(2L, 6L);
    assertThat(matching(attribute("v", Operator.NOT_EQUAL, 7))).containsExactly(2L, 6L);
    assertThat(matching(attribute("v", Operator.GREATER, 200.0))).containsExactly(3L);
    assertThat(matching(attribute("v", Operator.EQUAL, true))).containsExactly(4L);
    assertThat(matching(attribute("v", Operator.NOT_EQUAL, "x"))).containsExactly(1L, 5L);
    assertThat(matching(attribute("v", Operator.MATCHES, "t.*"))).containsExactly(5L);
    assertThat(matching(attribute("v", Operator.MATCHES, "r"))).isEmpty();
    assertThat(matching(attribute("v", Operator.NOT_MATCHES, "t.*"))).containsExactly(1L);
    assertThat(matching(attribute("v", Operator.LESS, new Composite("[200]")))).isEmpty();
    assertThat(matching(attribute("v", Operator.MATCHES, 200))).isEmpty();
    assertThat(matching(new Exists(new Attribute(AttributeScope.SPAN, "v"))))
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(matching(new SpanFilter.Not(attribute("v", Operator.EQUAL, "200"))))
        .containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void attributesAreLookedForInTheirScope() {
    store()
        .addSpans(
            List.of(
                span(1, 1).attributes("region", "span").resource("region", "resource").build(),
                span(2, 2).resource("region", "resource").build(),
                span(3, 3).resource("region", 7).build()));
    assertThat(matching(attribute(AttributeScope.SPAN, "region", "resource"))).isEmpty();
    assertThat(matching(attribute(AttributeScope.RESOURCE, "region", "resource")))
        .containsExactly(1L, 2L);
    assertThat(matching(attribute(AttributeScope.ANY, "region", "resource"))).containsExactly(2L);
    assertThat(matching(attribute(AttributeScope.ANY, "region", "span"))).containsExactly(1L);
    assertThat(matching(new Exists(new Attribute(AttributeScope.ANY, "region"))))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void intrinsics() {
    store()
        .addSpans(
            List.of(
                span(1, 0xABC).name("root").kind(SpanKind.SERVER).duration(10).build(),
                span(1, 2).parent(0xABC).name("child").duration(SECOND).error("full").build(),
                span(2, 3).name("other").resource("service.name", "b").duration(5).build()));
    assertThat(matching(compare(Intrinsic.NAME, Operator.EQUAL, "root"))).containsExactly(0xABCL);
    assertThat(matching(compare(Intrinsic.NAME, Operator.MATCHES, "(child|o.*r)")))
        .containsExactly(2L, 3L);
    assertThat(matching(compare(Intrinsic.STATUS, Operator.EQUAL, "error"))).containsExactly(2L);
    assertThat(matching(compare(Intrinsic.STATUS_MESSAGE, Operator.EQUAL, "full")))
        .containsExactly(2L);
    assertThat(matching(compare(Intrinsic.KIND, Operator.EQUAL, "server"))).containsExactly(0xABCL);
    assertThat(matching(compare(Intrinsic.DURATION, Operator.LESS_OR_EQUAL, 10)))
        .containsExactly(3L, 0xABCL);
    assertThat(matching(compare(Intrinsic.DURATION, Operator.EQUAL, "10"))).isEmpty();
    assertThat(matching(compare(Intrinsic.TRACE_DURATION, Operator.GREATER_OR_EQUAL, SECOND)))
        .containsExactly(2L, 0xABCL);
    assertThat(matching(compare(Intrinsic.ROOT_NAME, Operator.EQUAL, "root")))
        .containsExactly(2L, 0xABCL);
    assertThat(matching(compare(Intrinsic.ROOT_SERVICE_NAME, Operator.EQUAL, "b")))
        .containsExactly(3L);
    assertThat(matching(compare(Intrinsic.TRACE_ID, Operator.EQUAL, traceId(2).toString())))
        .containsExactly(3L);
    assertThat(matching(compare(Intrinsic.SPAN_ID, Operator.EQUAL, "0000000000000abc")))
        .containsExactly(0xABCL);
    assertThat(matching(compare(Intrinsic.PARENT_ID, Operator.EQUAL, "0000000000000abc")))
        .containsExactly(2L);
    assertThat(matching(compare(Intrinsic.PARENT_ID, Operator.NOT_EQUAL, ""))).containsExactly(2L);
    assertThat(matching(new Exists(Intrinsic.PARENT_ID))).hasSize(3);
    assertThat(matching(new Exists(Intrinsic.ROOT_NAME))).hasSize(3);
    assertThat(matching(new Exists(Intrinsic.TRACE_DURATION))).hasSize(3);
  }

  @Test
  void filtersCombine() {
    store().addSpans(List.of(span(1, 1).name("a").build(), span(1, 2).name("b").build()));
    SpanFilter a = compare(Intrinsic.NAME, Operator.EQUAL, "a");
    SpanFilter b = compare(Intrinsic.NAME, Operator.EQUAL, "b");
    assertThat(matching(new SpanFilter.Or(List.of(a, b)))).containsExactly(1L, 2L);
    assertThat(matching(new SpanFilter.And(List.of(a, b)))).isEmpty();
    assertThat(matching(new SpanFilter.And(List.of(a, new SpanFilter.Not(b))))).containsExactly(1L);
    assertThat(matching(new SpanFilter.Or(List.of()))).isEmpty();
  }

  @Test
  void filtersOfTheWholeTrace() {
    store()
        .addSpans(
            List.of(
                span(1, 1).name("a").build(),
                span(1, 2).name("b").build(),
                span(2, 3).name("a").build()));
    SpanFilter a = compare(Intrinsic.NAME, Operator.EQUAL, "a");
    SpanFilter both =
        new SpanFilter.Together(List.of(a, compare(Intrinsic.NAME, Operator.EQUAL, "b")));
    assertThat(matching(both)).containsExactly(1L, 2L);
    assertThat(matching(new SpanFilter.And(List.of(a, both)))).containsExactly(1L);
    assertThat(matching(new SpanFilter.Not(both))).containsExactly(3L);
  }

  @Test
  void textIsNeverPartOfTheStatement() {
    String hostile = "x' OR 1=1 --";
    store().addSpans(List.of(span(1, 1).attributes("v", "a").build()));
    assertThat(matching(compare(Intrinsic.NAME, Operator.EQUAL, hostile))).isEmpty();
    assertThat(matching(attribute("v' OR 1=1 --", Operator.EQUAL, hostile))).isEmpty();
    assertThat(values(new Attribute(AttributeScope.ANY, "v') FROM spans --"), SpanFilter.ALL))
        .isEmpty();
  }

  @Test
  void keysInUse() {
    store()
        .addSpans(
            List.of(
                span(1, 1).attributes("b", 1, "a", 2).resource("service.name", "x").build(),
                span(2, 2)
                    .name("second")
                    .start(T0 + 7200 * SECOND)
                    .attributes("c", 1)
                    .resource("later", 1)
                    .build()));
    assertThat(store().attributeKeys(AttributeScope.SPAN, SpanFilter.ALL, TimeRange.ALL))
        .containsExactly("a", "b", "c");
    assertThat(
            store()
                .attributeKeys(AttributeScope.RESOURCE, SpanFilter.ALL, new TimeRange(T0, T0 + 1)))
        .containsExactly("service.name");
    assertThat(store().attributeKeys(AttributeScope.ANY, SpanFilter.ALL, new TimeRange(T0, T0 + 1)))
        .containsExactly("a", "b", "service.name");
    SpanFilter ofSecond = compare(Intrinsic.NAME, Operator.EQUAL, "second");
    assertThat(store().attributeKeys(AttributeScope.ANY, ofSecond, TimeRange.ALL))
        .containsExactly("c", "later");
  }

  @Test
  void keysAndValuesThatComeAndGo() {
    Field name = Intrinsic.NAME;
    store().addSpans(List.of(span(1, 1).name("old").attributes("a", 1).build()));
    assertThat(store().attributeKeys(AttributeScope.SPAN, SpanFilter.ALL, TimeRange.ALL))
        .containsExactly("a");
    assertThat(values(name, SpanFilter.ALL)).containsExactly(value("old"));
    store().addSpans(List.of(span(1, 2).name("new").attributes("b", 1).build()));
    assertThat(store().attributeKeys(AttributeScope.SPAN, SpanFilter.ALL, TimeRange.ALL))
        .containsExactly("a", "b");
    assertThat(values(name, SpanFilter.ALL)).containsExactly(value("new"), value("old"));
    store().addSpans(List.of(span(1, 1).name("other").attributes("c", 1).build()));
    assertThat(store().attributeKeys(AttributeScope.SPAN, SpanFilter.ALL, TimeRange.ALL))
        .containsExactly("b", "c");
    assertThat(values(name, SpanFilter.ALL)).containsExactly(value("new"), value("other"));
  }

  @Test
  void theNewestTracesAreFoundHoweverOldTheyAre() {
    long year = 365 * 24 * 3600 * SECOND;
    store()
        .addSpans(
            List.of(
                span(1, 1).name("a").start(T0 - year).build(),
                span(2, 2).name("a").start(T0 - 60 * SECOND).build(),
                span(3, 3).name("a").build(),
                span(4, 4).name("b").start(T0 + SECOND).build()));
    SpanFilter a = compare(Intrinsic.NAME, Operator.EQUAL, "a");
    assertThat(store().search(new TraceQuery(a, TimeRange.ALL, 2, 1)))
        .extracting(TraceSummary::traceId)
        .containsExactly(traceId(3), traceId(2));
    assertThat(store().search(new TraceQuery(a, TimeRange.ALL, 9, 1))).hasSize(3);
  }

  @Test
  void theNewestRelatedSpansAreFoundHoweverFarTheyLieApart() {
    store()
        .addSpans(
            List.of(
                span(1, 1).name("a").start(T0 - 7200 * SECOND).build(),
                span(1, 2).parent(1).name("b").start(T0 - 3600 * SECOND).build(),
                span(2, 3).name("a").start(T0 - 600 * SECOND).build(),
                span(2, 4).parent(3).name("b").build(),
                span(3, 5).name("b").start(T0 + SECOND).build()));
    SpanFilter children =
        new SpanFilter.Related(
            compare(Intrinsic.NAME, Operator.EQUAL, "a"),
            SpanFilter.Kinship.CHILD,
            SpanFilter.Wanted.RIGHT,
            compare(Intrinsic.NAME, Operator.EQUAL, "b"));
    assertThat(store().search(new TraceQuery(children, TimeRange.ALL, 1, 1)))
        .extracting(TraceSummary::traceId)
        .containsExactly(traceId(2));
    assertThat(matching(children)).containsExactly(2L, 4L);
  }

  @Test
  void valuesInUse() {
    store()
        .addSpans(
            List.of(
                span(1, 1).name("n1").attributes("v", "b").build(),
                span(2, 2).parent(1).attributes("v", "a").error("bad").build(),
                span(3, 3).attributes("v", 10).resource("service.name", "bikes").build(),
                span(4, 4).attributes("v", 9).build(),
                span(5, 5).attributes("v", new Composite("[1]")).build()));
    Field v = new Attribute(AttributeScope.SPAN, "v");
    assertThat(values(v, SpanFilter.ALL))
        .containsExactly(value(1), value(9), value(10), value("a"), value("b"));
    assertThat(values(v, compare(Intrinsic.STATUS, Operator.EQUAL, "error")))
        .containsExactly(value("a"));
    assertThat(store().values(v, SpanFilter.ALL, TimeRange.ALL, 2)).hasSize(2);
    assertThat(values(new Attribute(AttributeScope.ANY, "service.name"), SpanFilter.ALL))
        .containsExactly(value("bikes"), value("shop"));
    Field service = new Attribute(AttributeScope.RESOURCE, "service.name");
    assertThat(values(service, SpanFilter.ALL)).containsExactly(value("bikes"), value("shop"));
    assertThat(values(service, compare(Intrinsic.NAME, Operator.EQUAL, "n1")))
        .containsExactly(value("shop"));
    assertThat(values(Intrinsic.STATUS, SpanFilter.ALL))
        .containsExactly(value("error"), value("unset"));
    assertThat(values(Intrinsic.STATUS_MESSAGE, SpanFilter.ALL))
        .containsExactly(value(""), value("bad"));
    assertThat(values(Intrinsic.ROOT_NAME, SpanFilter.ALL))
        .containsExactly(value(""), value("GET /"), value("n1"));
    assertThat(values(Intrinsic.ROOT_SERVICE_NAME, SpanFilter.ALL))
        .containsExactly(value(""), value("bikes"), value("shop"));
    assertThat(values(Intrinsic.DURATION, SpanFilter.ALL)).containsExactly(value(SECOND));
    assertThat(values(Intrinsic.TRACE_DURATION, SpanFilter.ALL)).containsExactly(value(SECOND));
  }

  private List<TraceSummary> search(SpanFilter filter) {
    return store().search(new TraceQuery(filter, TimeRange.ALL, 100, 100));
  }

  private List<Long> matching(SpanFilter filter) {
    return search(filter).stream()
        .flatMap(trace -> trace.matched().stream())
        .map(Span::spanId)
        .sorted()
        .toList();
  }

  private List<AttributeValue> values(Field field, SpanFilter filter) {
    return store().values(field, filter, TimeRange.ALL, 100);
  }

  private static SpanFilter attribute(String key, Operator operator, Object value) {
    return new Compare(new Attribute(AttributeScope.SPAN, key), operator, value(value));
  }

  private static SpanFilter attribute(AttributeScope scope, String key, Object value) {
    return new Compare(new Attribute(scope, key), Operator.EQUAL, value(value));
  }

  private static SpanFilter compare(Intrinsic field, Operator operator, Object value) {
    return new Compare(field, operator, value(value));
  }
}
