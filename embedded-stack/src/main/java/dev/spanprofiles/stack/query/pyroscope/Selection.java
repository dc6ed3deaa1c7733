package dev.spanprofiles.stack.query.pyroscope;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.wire.pyroscope.Location;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeStacktracesRequest;
import dev.spanprofiles.stack.wire.pyroscope.StackTraceSelector;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which stack traces a request is about.
 *
 * @param possible whether there can be any: the label selector lets the profile type in, and not
 *     all ids are zero, which no span and no trace has
 * @param callSite the functions that stack traces have to begin with, the outermost last
 */
record Selection(ProfileQuery query, boolean possible, List<String> callSite) {

  static Selection of(SelectMergeStacktracesRequest request) throws ConnectException {
    if (request.getSpanSelectorCount() > 0 && request.getTraceIdSelectorCount() > 0) {
      throw ConnectException.invalid("span_selector and trace_id_selector cannot be combined");
    }
    TimeRange range = Requests.range(request.getStart(), request.getEnd());
    ProfileType type = Requests.profileType(request.getProfileTypeID());
    List<LabelMatcher> matchers = LabelSelector.parse(request.getLabelSelector());
    Set<Long> spanIds = Requests.spanIds(request.getSpanSelectorList());
    Set<TraceId> traceIds = Requests.traceIds(request.getTraceIdSelectorList());
    // The store has zeros for samples without a span.
    boolean onlyZeros =
        (spanIds.remove(SpanId.NONE) && spanIds.isEmpty())
            || (traceIds.remove(TraceId.NONE) && traceIds.isEmpty());
    ProfileQuery query =
        new ProfileQuery(
            type,
            TypeLabels.own(matchers),
            range,
            spanIds,
            traceIds,
            Requests.profileIds(request.getProfileIdSelectorList()));
    return new Selection(
        query,
        !onlyZeros && TypeLabels.match(type, matchers),
        callSite(request.getStackTraceSelector()));
  }

  private static List<String> callSite(StackTraceSelector selector) {
    if (selector.hasGoPgo()) {
      return List.of(); // as Pyroscope has it
    }
    List<String> callSite =
        selector.getCallSiteList().stream().map(Location::getName).collect(Collectors.toList());
    Collections.reverse(callSite);
    return callSite;
  }

  List<StackTotal> stacks(ProfileReader profiles) {
    if (!possible) {
      return List.of();
    }
    return profiles.mergeStackTraces(query).stream().filter(this::beginsWithCallSite).toList();
  }

  private boolean beginsWithCallSite(StackTotal stack) {
    List<String> functions = stack.stackTrace().functions();
    int rest = functions.size() - callSite.size();
    return rest >= 0 && functions.subList(rest, functions.size()).equals(callSite);
  }
}
