package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.flamegraph.CollapsedStacks;
import dev.spanprofiles.stack.flamegraph.FlameGraphPage;
import dev.spanprofiles.stack.flamegraph.Pprof;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.StackTotals;
import dev.spanprofiles.stack.viewer.page.Attachment;
import dev.spanprofiles.stack.viewer.page.Format;
import dev.spanprofiles.stack.viewer.page.PageException;
import dev.spanprofiles.stack.viewer.page.ProblemPage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;

/** Flame graphs as files, for other tools, and for people without this server. */
final class TakeAway {

  static final String PPROF = "/spans/profile.pb.gz";
  static final String COLLAPSED = "/spans/collapsed.txt";
  static final String HTML = "/spans/flamegraph-file.html";

  private final SetFinder finder;
  private final CompareFinder compared;

  TakeAway(SetFinder finder, CompareFinder compared) {
    this.finder = finder;
    this.compared = compared;
  }

  void routes(RoutesConfig routes) {
    routes.get(PPROF, this::pprof);
    routes.get(COLLAPSED, this::collapsed);
    routes.get(HTML, this::html);
  }

  private void pprof(Context ctx) {
    SetAddress address = SetAddress.parse(ctx);
    if (address.against().isPresent()) {
      throw new PageException(
          ProblemPage.of(
              HttpStatus.BAD_REQUEST,
              "A pprof file holds one profile, and this address compares two.",
              "Take each of them, and have pprof compare: go tool pprof -diff_base=one other."));
    }
    SetFigures figures = finder.readable(address);
    Attachment.send(
        ctx,
        "application/vnd.google.protobuf+gzip",
        "profile.pb.gz",
        Pprof.file(type(address), figures.set().range(), whole(figures, address).stacks()));
  }

  private void collapsed(Context ctx) {
    SetAddress address = SetAddress.parse(ctx);
    String lines;
    if (address.against().isPresent()) {
      CompareFinder.Stacks stacks = compared.stacks(address, type(address));
      lines = CollapsedStacks.ofDifference(stacks.set(), stacks.against());
    } else {
      lines = CollapsedStacks.of(whole(finder.readable(address), address).stacks());
    }
    Attachment.send(
        ctx, "text/plain; charset=utf-8", "stacks.txt", lines.getBytes(StandardCharsets.UTF_8));
  }

  private void html(Context ctx) {
    SetAddress address = SetAddress.parse(ctx);
    ProfileType type = type(address);
    FlameGraphPage page = GraphFile.page(type);
    String title = Format.name(type) + " of " + address.query().text();
    String html;
    if (address.against().isPresent()) {
      CompareFinder.Stacks stacks = compared.stacks(address, type);
      html =
          page.ofDifference(
              title + " against " + address.other().query().text(),
              stacks.set(),
              stacks.against(),
              address.shape());
    } else {
      html = page.of(title, whole(finder.readable(address), address).stacks(), address.shape());
    }
    Attachment.send(
        ctx, "text/html; charset=utf-8", "flamegraph.html", html.getBytes(StandardCharsets.UTF_8));
  }

  /** A file that is a part of a profile would not say so wherever it is opened. */
  private StackTotals whole(SetFigures figures, SetAddress address) {
    StackTotals stacks = finder.stacks(figures.set(), type(address));
    if (!stacks.isWhole()) {
      throw new PageException(
          ProblemPage.of(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "These spans have %s distinct stack traces, and a file holds %s at the most."
                  .formatted(Format.count(stacks.stackCount()), Format.count(SetFinder.MAX_STACKS)),
              "Narrow the set or its range."));
    }
    return stacks;
  }

  private static ProfileType type(SetAddress address) {
    return address.type().orElse(ProfileType.CPU);
  }
}
