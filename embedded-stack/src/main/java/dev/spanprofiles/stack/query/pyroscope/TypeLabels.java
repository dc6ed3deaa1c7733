package dev.spanprofiles.stack.query.pyroscope;

import com.google.re2j.Pattern;
import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.LabelMatcher;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The labels under which Pyroscope shows the profile type of a series. */
final class TypeLabels {

  private static final String SERVICE = "service_name";

  /** Pyroscope stores series by it, and shows it. */
  private static final String STORED_SERVICE = "__service_name__";

  private TypeLabels() {}

  /** Without those that the type leaves empty, as profiles without a period do. */
  static SortedMap<String, String> of(ProfileType type) {
    SortedMap<String, String> labels =
        new TreeMap<>(
            Map.of(
                "__name__", type.name(),
                "__type__", type.sampleType(),
                "__unit__", type.sampleUnit(),
                "__period_type__", type.periodType(),
                "__period_unit__", type.periodUnit(),
                "__profile_type__", type.toString()));
    labels.values().removeIf(String::isEmpty);
    return labels;
  }

  /** The labels of a series together with those of its type. */
  static SortedMap<String, String> with(ProfileType type, Labels labels) {
    SortedMap<String, String> all = of(type);
    all.putAll(labels.values());
    String service = all.getOrDefault(SERVICE, "");
    if (!service.isEmpty()) {
      all.put(STORED_SERVICE, service);
    }
    return all;
  }

  /** The names that a store can group by: those of the series' own labels. */
  static List<String> ownNames(List<String> names) {
    Set<String> ofType = of(ProfileType.CPU).keySet();
    return names.stream()
        .filter(name -> !ofType.contains(name))
        .map(name -> name.equals(STORED_SERVICE) ? SERVICE : name)
        .distinct()
        .toList();
  }

  /** The matchers that a store can answer: those of the series' own labels. */
  static List<LabelMatcher> own(List<LabelMatcher> matchers) {
    return matchers.stream()
        .filter(matcher -> !isOfType(matcher))
        .map(
            matcher ->
                matcher.name().equals(STORED_SERVICE)
                    ? new LabelMatcher(SERVICE, matcher.operator(), matcher.value())
                    : matcher)
        .toList();
  }

  /** Whether the type meets those of the matchers that are about it. */
  static boolean match(ProfileType type, List<LabelMatcher> matchers) {
    Map<String, String> labels = of(type);
    return matchers.stream()
        .filter(TypeLabels::isOfType)
        .allMatch(matcher -> matches(matcher, labels.getOrDefault(matcher.name(), "")));
  }

  private static boolean isOfType(LabelMatcher matcher) {
    return of(ProfileType.CPU).containsKey(matcher.name());
  }

  private static boolean matches(LabelMatcher matcher, String value) {
    return switch (matcher.operator()) {
      case EQUAL -> value.equals(matcher.value());
      case NOT_EQUAL -> !value.equals(matcher.value());
      case MATCHES -> Pattern.matches(matcher.value(), value);
      case NOT_MATCHES -> !Pattern.matches(matcher.value(), value);
    };
  }
}
