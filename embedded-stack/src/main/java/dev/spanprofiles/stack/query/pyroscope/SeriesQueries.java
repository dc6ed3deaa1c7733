package dev.spanprofiles.stack.query.pyroscope;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.query.pyroscope.ConnectHandler.Client;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.wire.pyroscope.LabelNamesRequest;
import dev.spanprofiles.stack.wire.pyroscope.LabelNamesResponse;
import dev.spanprofiles.stack.wire.pyroscope.LabelPair;
import dev.spanprofiles.stack.wire.pyroscope.LabelSet;
import dev.spanprofiles.stack.wire.pyroscope.LabelValuesRequest;
import dev.spanprofiles.stack.wire.pyroscope.LabelValuesResponse;
import dev.spanprofiles.stack.wire.pyroscope.ProfileTypesRequest;
import dev.spanprofiles.stack.wire.pyroscope.ProfileTypesResponse;
import dev.spanprofiles.stack.wire.pyroscope.SeriesRequest;
import dev.spanprofiles.stack.wire.pyroscope.SeriesResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The procedures that tell which series there are. */
record SeriesQueries(ProfileReader profiles) {

  /** All that Prometheus once allowed; other names, such as {@code host.name}, are OTLP's. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  /** Clients ask without a time range, too: Grafana does when it tests a data source. */
  ProfileTypesResponse profileTypes(ProfileTypesRequest request) throws ConnectException {
    TimeRange range =
        request.getStart() == 0 && request.getEnd() == 0
            ? TimeRange.ALL
            : Requests.range(request.getStart(), request.getEnd());
    ProfileTypesResponse.Builder response = ProfileTypesResponse.newBuilder();
    profiles.profileTypes(range).forEach(type -> response.addProfileTypes(wire(type)));
    return response.build();
  }

  LabelNamesResponse labelNames(LabelNamesRequest request, Client client) throws ConnectException {
    return LabelNamesResponse.newBuilder()
        .addAllNames(
            series(request.getMatchersList(), request.getStart(), request.getEnd())
                .flatMap(labels -> labels.keySet().stream())
                .filter(name -> shows(client, name))
                .distinct()
                .sorted()
                .toList())
        .build();
  }

  LabelValuesResponse labelValues(LabelValuesRequest request) throws ConnectException {
    if (request.getName().isEmpty()) {
      throw ConnectException.invalid("name is required");
    }
    return LabelValuesResponse.newBuilder()
        .addAllNames(
            series(request.getMatchersList(), request.getStart(), request.getEnd())
                .map(labels -> labels.get(request.getName()))
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList())
        .build();
  }

  SeriesResponse series(SeriesRequest request, Client client) throws ConnectException {
    List<String> wanted = request.getLabelNamesList();
    SeriesResponse.Builder response = SeriesResponse.newBuilder();
    series(request.getMatchersList(), request.getStart(), request.getEnd())
        .map(
            labels ->
                labelSet(
                    labels,
                    name -> shows(client, name) && (wanted.isEmpty() || wanted.contains(name))))
        .filter(set -> set.getLabelsCount() > 0)
        .distinct()
        .sorted(Comparator.comparing(SeriesQueries::inOrder))
        .forEach(response::addLabelsSet);
    return response.build();
  }

  private Stream<SortedMap<String, String>> series(
      List<String> selectors, long startMillis, long endMillis) throws ConnectException {
    TimeRange range = Requests.range(startMillis, endMillis);
    List<LabelMatcher> matchers = Requests.matchers(selectors);
    return profiles.series(TypeLabels.own(matchers), range).stream()
        .filter(series -> TypeLabels.match(series.type(), matchers))
        .map(series -> TypeLabels.with(series.type(), series.labels()));
  }

  /** Label by label, a set before those that go on after it. */
  private static String inOrder(LabelSet set) {
    return set.getLabelsList().stream()
        .map(label -> label.getName() + '\0' + label.getValue() + '\0')
        .collect(Collectors.joining());
  }

  private static boolean shows(Client client, String name) {
    return client.anyLabelName() || PLAIN_NAME.matcher(name).matches();
  }

  private static LabelSet labelSet(Map<String, String> labels, Predicate<String> wanted) {
    LabelSet.Builder set = LabelSet.newBuilder();
    labels.forEach(
        (name, value) -> {
          if (wanted.test(name)) {
            set.addLabels(LabelPair.newBuilder().setName(name).setValue(value));
          }
        });
    return set.build();
  }

  private static dev.spanprofiles.stack.wire.pyroscope.ProfileType wire(ProfileType type) {
    return dev.spanprofiles.stack.wire.pyroscope.ProfileType.newBuilder()
        .setID(type.toString())
        .setName(type.name())
        .setSampleType(type.sampleType())
        .setSampleUnit(type.sampleUnit())
        .setPeriodType(type.periodType())
        .setPeriodUnit(type.periodUnit())
        .build();
  }
}
