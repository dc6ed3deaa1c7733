package dev.spanprofiles.it.truth;

import java.util.List;
import java.util.stream.Stream;

/** Every scenario, one file a family. */
final class Scenarios {
  static final List<Scenario> ALL =
      Stream.of(
              OneThreadScenarios.ALL,
              SpanLifeScenarios.ALL,
              EndedChildScenarios.ALL,
              ScopeScenarios.ALL,
              UnsampledScenarios.ALL,
              ThreadScenarios.ALL,
              CompletableFutureScenarios.ALL,
              SpringScenarios.ALL,
              ReactorScenarios.ALL,
              HttpScenarios.ALL,
              AsyncRequestScenarios.ALL,
              VirtualThreadScenarios.ALL,
              EventScenarios.ALL,
              NeighbourScenarios.ALL)
          .flatMap(List::stream)
          .toList();

  private Scenarios() {}

  /** The scenarios whose names match a regular expression. */
  static List<Scenario> named(String regex) {
    return ALL.stream().filter(scenario -> scenario.name().matches(regex)).toList();
  }
}
