package dev.spanprofiles.stack.query.pyroscope;

import dev.spanprofiles.stack.flamegraph.FlameDiff;
import dev.spanprofiles.stack.flamegraph.FlameTree;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.query.pyroscope.ConnectException.Code;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.wire.pyroscope.DiffRequest;
import dev.spanprofiles.stack.wire.pyroscope.DiffResponse;
import dev.spanprofiles.stack.wire.pyroscope.Location;
import dev.spanprofiles.stack.wire.pyroscope.ProfileFormat;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeSpanProfileRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeSpanProfileResponse;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeStacktracesRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeStacktracesResponse;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The procedures that answer with a flame graph. */
record StackTraceQueries(ProfileReader profiles, PyroscopeLimits limits) {

  SelectMergeStacktracesResponse selectMergeStacktraces(SelectMergeStacktracesRequest request)
      throws ConnectException {
    boolean asTree = request.getFormat() == ProfileFormat.PROFILE_FORMAT_TREE;
    if (!asTree
        && request.getFormat() != ProfileFormat.PROFILE_FORMAT_UNSPECIFIED
        && request.getFormat() != ProfileFormat.PROFILE_FORMAT_FLAMEGRAPH) {
      throw new ConnectException(
          Code.UNIMPLEMENTED,
          "format is not served here; use PROFILE_FORMAT_FLAMEGRAPH or PROFILE_FORMAT_TREE");
    }
    int maxNodes = Requests.maxNodes(request.getMaxNodes(), limits);
    FlameTree tree = merge(request).truncate(maxNodes);
    SelectMergeStacktracesResponse.Builder response = SelectMergeStacktracesResponse.newBuilder();
    return asTree
        ? response.setTree(FlameGraphs.treeBytes(tree)).build()
        : response.setFlamegraph(FlameGraphs.of(tree)).build();
  }

  /** The older call for spans. Any format but the tree means a flame graph, as in Pyroscope. */
  SelectMergeSpanProfileResponse selectMergeSpanProfile(SelectMergeSpanProfileRequest request)
      throws ConnectException {
    SelectMergeStacktracesRequest.Builder same =
        SelectMergeStacktracesRequest.newBuilder()
            .setProfileTypeID(request.getProfileTypeID())
            .setLabelSelector(request.getLabelSelector())
            .setStart(request.getStart())
            .setEnd(request.getEnd())
            .setMaxNodes(request.getMaxNodes())
            .addAllSpanSelector(request.getSpanSelectorList());
    if (request.getFormat() == ProfileFormat.PROFILE_FORMAT_TREE) {
      same.setFormat(ProfileFormat.PROFILE_FORMAT_TREE);
    }
    SelectMergeStacktracesResponse response = selectMergeStacktraces(same.build());
    SelectMergeSpanProfileResponse.Builder result =
        SelectMergeSpanProfileResponse.newBuilder().setTree(response.getTree());
    return response.hasFlamegraph()
        ? result.setFlamegraph(response.getFlamegraph()).build()
        : result.build();
  }

  /** The formats of left and right are ignored, and the bigger number of nodes is taken. */
  DiffResponse diff(DiffRequest request) throws ConnectException {
    int maxNodes =
        Requests.maxNodes(
            Math.max(request.getLeft().getMaxNodes(), request.getRight().getMaxNodes()), limits);
    FlameDiff diff = FlameDiff.of(merge(request.getLeft()), merge(request.getRight()));
    return DiffResponse.newBuilder().setFlamegraph(FlameGraphs.of(diff.truncate(maxNodes))).build();
  }

  private FlameTree merge(SelectMergeStacktracesRequest request) throws ConnectException {
    if (request.getSpanSelectorCount() > 0 && request.getTraceIdSelectorCount() > 0) {
      throw ConnectException.invalid("span_selector and trace_id_selector cannot be combined");
    }
    if (request.getProfileIdSelectorCount() > 0) {
      throw new ConnectException(
          Code.UNIMPLEMENTED, "profile_id_selector: profiles have no ids here, only samples");
    }
    TimeRange range = Requests.range(request.getStart(), request.getEnd());
    ProfileType type = Requests.profileType(request.getProfileTypeID());
    List<LabelMatcher> matchers = LabelSelector.parse(request.getLabelSelector());
    ProfileQuery query =
        new ProfileQuery(
            type,
            TypeLabels.own(matchers),
            range,
            Requests.spanIds(request.getSpanSelectorList()),
            Requests.traceIds(request.getTraceIdSelectorList()));
    if (!TypeLabels.match(type, matchers)) {
      return FlameTree.of(List.of());
    }
    List<String> callSite =
        request.getStackTraceSelector().getCallSiteList().stream()
            .map(Location::getName)
            .collect(Collectors.toList());
    Collections.reverse(callSite);
    return FlameTree.of(
        profiles.mergeStackTraces(query).stream().filter(s -> endsWith(s, callSite)).toList());
  }

  /** Both lists have their outermost function last. */
  private static boolean endsWith(StackTotal stack, List<String> callSite) {
    List<String> functions = stack.stackTrace().functions();
    int rest = functions.size() - callSite.size();
    return rest >= 0 && functions.subList(rest, functions.size()).equals(callSite);
  }
}
