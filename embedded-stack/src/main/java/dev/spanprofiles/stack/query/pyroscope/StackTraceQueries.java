package dev.spanprofiles.stack.query.pyroscope;

import dev.spanprofiles.stack.flamegraph.FlameDiff;
import dev.spanprofiles.stack.flamegraph.FlameTree;
import dev.spanprofiles.stack.query.pyroscope.ConnectException.Code;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.wire.pprof.Profile;
import dev.spanprofiles.stack.wire.pyroscope.DiffRequest;
import dev.spanprofiles.stack.wire.pyroscope.DiffResponse;
import dev.spanprofiles.stack.wire.pyroscope.PprofProfile;
import dev.spanprofiles.stack.wire.pyroscope.ProfileFormat;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeProfileRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeSpanProfileRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeSpanProfileResponse;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeStacktracesRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeStacktracesResponse;
import dev.spanprofiles.stack.wire.pyroscope.StackTraceSelector;
import java.util.List;

/** The procedures that answer with stack traces, as a flame graph or a profile. */
record StackTraceQueries(ProfileReader profiles, PyroscopeLimits limits) {

  SelectMergeStacktracesResponse selectMergeStacktraces(SelectMergeStacktracesRequest request)
      throws ConnectException {
    if (request.getFormat() == ProfileFormat.PROFILE_FORMAT_PPROF) {
      PprofProfile pprof = PprofProfile.newBuilder().setProfile(pprof(request)).build();
      return SelectMergeStacktracesResponse.newBuilder().setPprof(pprof).build();
    }
    if (request.getFormat() == ProfileFormat.PROFILE_FORMAT_DOT) {
      throw new ConnectException(
          Code.UNIMPLEMENTED,
          "format is not served here; use PROFILE_FORMAT_FLAMEGRAPH, PROFILE_FORMAT_TREE or"
              + " PROFILE_FORMAT_PPROF");
    }
    boolean asTree = request.getFormat() == ProfileFormat.PROFILE_FORMAT_TREE;
    int maxNodes = Requests.maxNodes(request.getMaxNodes(), limits);
    FlameTree tree = merge(request).truncate(maxNodes);
    SelectMergeStacktracesResponse.Builder response = SelectMergeStacktracesResponse.newBuilder();
    return asTree
        ? response.setTree(FlameGraphs.treeBytes(tree)).build()
        : response.setFlamegraph(FlameGraphs.of(tree)).build();
  }

  /** The older call for pprof. */
  Profile selectMergeProfile(SelectMergeProfileRequest request) throws ConnectException {
    SelectMergeStacktracesRequest.Builder same =
        SelectMergeStacktracesRequest.newBuilder()
            .setProfileTypeID(request.getProfileTypeID())
            .setLabelSelector(request.getLabelSelector())
            .setStart(request.getStart())
            .setEnd(request.getEnd())
            .setMaxNodes(request.getMaxNodes())
            .setStackTraceSelector(request.getStackTraceSelector())
            .addAllProfileIdSelector(request.getProfileIdSelectorList())
            .addAllTraceIdSelector(request.getTraceIdSelectorList());
    return pprof(same.build());
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

  /** A profile to take away is whole unless a number of nodes is asked for, as in Pyroscope. */
  private Profile pprof(SelectMergeStacktracesRequest request) throws ConnectException {
    Selection selection = Selection.of(request);
    List<StackTotal> stacks = selection.stacks(profiles);
    StackTraceSelector selector = request.getStackTraceSelector();
    if (selector.hasGoPgo()) {
      stacks = PprofProfiles.innermost(stacks, selector.getGoPgo().getKeepLocations());
    } else if (request.getMaxNodes() > 0) {
      int maxNodes = (int) Math.min(request.getMaxNodes(), Integer.MAX_VALUE);
      stacks = PprofProfiles.stacks(FlameTree.of(stacks).truncate(maxNodes));
    }
    return PprofProfiles.of(selection.query(), stacks);
  }

  private FlameTree merge(SelectMergeStacktracesRequest request) throws ConnectException {
    return FlameTree.of(Selection.of(request).stacks(profiles));
  }
}
