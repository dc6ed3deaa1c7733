package dev.spanprofiles.stack.flamegraph;

import dev.spanprofiles.stack.flamegraph.FlameGraphShape.Drawing;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import one.convert.Arguments;
import one.convert.CallStack;
import one.convert.FlameGraph;

/**
 * A flame graph as a whole HTML page, drawn by async-profiler's {@link FlameGraph} with its root on
 * top. The page's scripts carry a nonce, so that it can be served under a strict content security
 * policy, and a script and a style sheet of ours fit the library's page into the viewer.
 *
 * @param style the style sheet, as an element of HTML
 * @param script the script that is run when the graph is drawn, as an element of HTML
 * @param nonce put on every script; empty for none
 */
public record FlameGraphPage(String style, String script, String nonce) {

  /**
   * A page with its style sheet and script elsewhere.
   *
   * @param unit of the values, handed to the script
   */
  public static FlameGraphPage linked(String stylesheet, String script, String unit, String nonce) {
    return new FlameGraphPage(
        "<link rel='stylesheet' href='%s'>".formatted(escapeHtml(stylesheet)),
        "<script src='%s' data-unit='%s'></script>".formatted(escapeHtml(script), escapeHtml(unit)),
        nonce);
  }

  /** A page with all in it, to be kept as a file. */
  public static FlameGraphPage whole(String stylesheet, String script, String unit) {
    return new FlameGraphPage(
        "<style>" + stylesheet + "</style>",
        "<script data-unit='%s'>%s</script>".formatted(escapeHtml(unit), script),
        "");
  }

  /** The frames of {@code stacks}. */
  public String of(String title, List<StackTotal> stacks, FlameGraphShape shape) {
    return page(title, graph(title, shape.draw(stacks, List.of()), FlameDiff.Node::right));
  }

  /**
   * The frames of {@code stacks}, coloured by how their own values differ from those in {@code
   * baseline}.
   */
  public String ofDifference(
      String title, List<StackTotal> stacks, List<StackTotal> baseline, FlameGraphShape shape) {
    Drawing drawing = shape.draw(stacks, baseline);
    FlameGraph graph = graph(title, drawing, FlameDiff.Node::right);
    graph.diff(graph(title, drawing, FlameDiff.Node::left));
    return page(title, graph);
  }

  private static FlameGraph graph(
      String title, Drawing drawing, Function<FlameDiff.Node, FlameDiff.Value> side) {
    Arguments arguments = new Arguments();
    arguments.inverted = true;
    arguments.title = escapeHtml(FrameName.printable(title));
    FlameGraph graph = new FlameGraph(arguments);
    addSamples(graph, drawing.root(), side, new CallStack());
    return graph;
  }

  private static void addSamples(
      FlameGraph graph,
      FlameDiff.Node node,
      Function<FlameDiff.Node, FlameDiff.Value> side,
      CallStack stack) {
    long self = side.apply(node).self();
    if (self > 0) {
      graph.addSample(stack, self);
    }
    for (FlameDiff.Node child : node.children()) {
      stack.push(FrameName.readable(child.name()), FrameName.type(child.name()));
      addSamples(graph, child, side, stack);
      stack.pop();
    }
  }

  private String page(String title, FlameGraph graph) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      graph.dump(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String head = "<title>%s</title>%n%s%n</head>".formatted(escapeHtml(title), style);
    String page =
        escapeNames(out.toString(StandardCharsets.UTF_8))
            .replace("</head>", head)
            .replace("</body>", script + "\n</body>");
    return nonce.isEmpty()
        ? page
        : page.replace("<script", "<script nonce='" + escapeHtml(nonce) + "'");
  }

  /**
   * The library escapes function names for JavaScript but not for the HTML around it, where {@code
   * </script>} ends the script. It also writes the length of a name's common prefix as a character,
   * which may be a less-than sign: names cannot be made safe beforehand, only in its output. No
   * title and no name has a line break in it, so these two markers are the library's own.
   */
  private static String escapeNames(String page) {
    int start = page.indexOf("\nconst cpool = [\n");
    int end = page.indexOf("\n];\n", start);
    return page.substring(0, start)
        + page.substring(start, end).replace("<", "\\x3c")
        + page.substring(end);
  }

  private static String escapeHtml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("'", "&#39;")
        .replace("\"", "&quot;");
  }
}
