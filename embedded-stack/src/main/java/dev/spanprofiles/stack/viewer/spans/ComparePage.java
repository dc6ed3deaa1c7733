package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.flamegraph.FunctionTotals;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.sets.AttributeDifference;
import dev.spanprofiles.stack.sets.FunctionDifference;
import dev.spanprofiles.stack.sets.TimeAccount;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.viewer.page.Format;
import dev.spanprofiles.stack.viewer.page.Json;
import dev.spanprofiles.stack.viewer.page.Page;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import dev.spanprofiles.stack.viewer.time.TimeText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the page of two sets of spans shows.
 *
 * @param against what the set is held against
 * @param inside empty where one of the sets has no spans, or too many to look into
 * @param late a sentence where samples of either may still be on their way
 */
record ComparePage(
    SetAddress address,
    SetFigures set,
    SetFigures against,
    Optional<Inside> inside,
    Optional<String> late,
    ViewerSettings settings)
    implements Page {

  /**
   * What differs inside of the spans.
   *
   * @param type of the samples compared
   * @param time where the time of the set's spans went
   * @param againstTime and that of what they are held against
   * @param graph empty where the set has no samples of the type
   */
  record Inside(
      ProfileType type,
      Optional<Graph> graph,
      TimeAccount time,
      TimeAccount againstTime,
      Bounded<FunctionDifference> functions,
      Bounded<AttributeDifference> attributes) {}

  private static final int SHOWN_BY_CHANCE = 20;

  /** Both sets narrowed to the spans that have a value; empty where TraceQL cannot say it. */
  Optional<String> only(AttributeDifference difference) {
    return SetQuery.equal(difference.field(), difference.value())
        .map(condition -> address.alone().and(condition).address());
  }

  String name(AttributeDifference difference) {
    return FieldText.name(difference.field());
  }

  /** The types that either set has samples of, CPU first. */
  List<ProfileType> types() {
    return Stream.concat(set.types().stream(), against.types().stream())
        .map(total -> total.type())
        .distinct()
        .toList();
  }

  /** A figure of both sets. */
  record Row(String name, String set, String against) {}

  List<Row> rows() {
    return List.of(
        row("Spans", f -> Format.count(f.summary().spans())),
        row("Rate", f -> Format.rate(f.rate())),
        row(
            "Errors",
            f ->
                Format.count(f.summary().errors())
                    + " · "
                    + Format.percent(f.summary().errors(), f.summary().spans())),
        row("Half take at most", f -> Format.duration(f.summary().durations().p50())),
        row("95 %", f -> Format.duration(f.summary().durations().p95())),
        row("99 %", f -> Format.duration(f.summary().durations().p99())),
        row("Mean duration", f -> Format.duration(f.meanDurationNanos())),
        row(
            "CPU per span, from samples",
            f -> f.cpu().isPresent() ? Format.duration(f.cpuNanosPerSpan()) : "–"),
        row("CPU samples", f -> Format.count(f.cpu().map(cpu -> cpu.samples()).orElse(0L))));
  }

  private Row row(String name, Function<SetFigures, String> figure) {
    return new Row(name, figure.apply(set), figure.apply(against));
  }

  /** What the differences inside of the spans rest on. */
  String basis() {
    return inside
        .map(
            found ->
                "Frames are what one span of the set has on average, coloured by the difference."
                    + " It rests on "
                    + basis(set, found.type())
                    + " against "
                    + basis(against, found.type())
                    + ".")
        .orElse("");
  }

  private static String basis(SetFigures figures, ProfileType type) {
    return Format.count(figures.of(type).map(total -> total.samples()).orElse(0L), "sample")
        + " of "
        + Format.count(figures.summary().spans(), "span");
  }

  /** How many spans' attributes were counted, as the text says it. */
  String counted(Bounded<AttributeDifference> differences) {
    return differences.items().stream()
        .findFirst()
        .map(
            d -> set.counted(d.set().of()) + " and " + against.counted(d.against().of()) + " spans")
        .orElse("no spans");
  }

  /** The differences that chance does not explain. */
  List<AttributeDifference> news(Bounded<AttributeDifference> differences) {
    return differences.items().stream().filter(d -> !d.byChance()).toList();
  }

  /** Some that it could; those that do not differ at all are left out. */
  List<AttributeDifference> chance(Bounded<AttributeDifference> differences) {
    return differences.items().stream()
        .filter(d -> d.byChance() && d.difference() != 0)
        .limit(SHOWN_BY_CHANCE)
        .toList();
  }

  /** Whether a set has more spans than are looked into. */
  boolean isTooMany() {
    return Math.max(set.summary().spans(), against.summary().spans()) > settings.maxSpans();
  }

  @Override
  public String template() {
    return "spans/compare";
  }

  @Override
  public Object json() {
    Map<String, @Nullable Object> json =
        Json.object(
            "set", side(address.query().text(), set, inside.map(Inside::time)),
            "against",
                side(address.other().query().text(), against, inside.map(Inside::againstTime)),
            "late", late.orElse(null),
            "tooManySpans", isTooMany() ? SpansPage.tooMany(settings) : null);
    inside.ifPresent(
        found -> {
          json.put("type", found.type().toString());
          json.put("functionsCompared", found.functions().total());
          json.put("functions", found.functions().items().stream().map(ComparePage::json).toList());
          json.put("attributesCompared", found.attributes().total());
          json.put(
              "attributes", found.attributes().items().stream().map(ComparePage::json).toList());
        });
    return json;
  }

  private static Map<String, @Nullable Object> side(
      String query, SetFigures figures, Optional<TimeAccount> time) {
    Map<String, @Nullable Object> json = Json.object("q", query);
    json.putAll(figures.json());
    time.ifPresent(account -> json.put("timeParts", TimeText.json(account)));
    return json;
  }

  private static Map<String, @Nullable Object> json(FunctionDifference difference) {
    return Json.object(
        "function", FunctionTotals.readable(difference.function()),
        "differencePerSpan", difference.difference(),
        "marginPerSpan", difference.margin(),
        "byChance", difference.byChance(),
        "set", json(difference.set()),
        "against", json(difference.against()));
  }

  private static Map<String, @Nullable Object> json(FunctionDifference.Side side) {
    return Json.object(
        "totalPerSpan", side.totalPerSpan(),
        "selfPerSpan", side.selfPerSpan(),
        "samples", side.samples());
  }

  private static Map<String, @Nullable Object> json(AttributeDifference difference) {
    return Json.object(
        "attribute", FieldText.name(difference.field()),
        "value", difference.value().toString(),
        "difference", difference.difference(),
        "margin", difference.margin(),
        "byChance", difference.byChance(),
        "set", json(difference.set()),
        "against", json(difference.against()));
  }

  private static Map<String, @Nullable Object> json(AttributeDifference.Side side) {
    return Json.object("spans", side.spans(), "of", side.of(), "share", side.share());
  }
}
