package dev.spanprofiles.stack.viewer.workshop;

import dev.spanprofiles.stack.viewer.page.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Texts of a workshop as HTML. A fenced block of {@code traceql} is a query and the way to its
 * spans; a second line that begins with {@code against} is what they are compared with.
 */
final class Markdown {

  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final String AGAINST = "against ";

  private Markdown() {}

  static String html(String markdown) {
    return html(markdown, Optional.empty());
  }

  /** With queries of the chapter's time, if it was begun. */
  static String html(String markdown, Optional<Times> times) {
    Node text = PARSER.parse(markdown);
    text.accept(new FilesByName());
    return HtmlRenderer.builder()
        .extensions(EXTENSIONS)
        .escapeHtml(true)
        .sanitizeUrls(true)
        .nodeRendererFactory(context -> new CodeBlock(context, times))
        .build()
        .render(text);
  }

  /**
   * The address of the spans that a block of {@code traceql} speaks of. What they are compared with
   * is another query or, once the chapter was begun, {@code before} it.
   */
  private static String address(String block, Optional<Times> times) {
    List<String> lines = block.strip().lines().toList();
    String query = lines.get(0).strip();
    Optional<String> against = against(block);
    boolean before = against.filter("before"::equals).isPresent();
    if (times.isEmpty()) {
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("q", query);
      parameters.put("against", before ? "" : against.orElse(""));
      return Parameters.address("/spans", parameters);
    }
    Times of = times.get();
    return Times.spans(
        query,
        of.during(),
        before ? Optional.of(query) : against,
        before ? of.before() : of.during());
  }

  private static Optional<String> against(String block) {
    return block
        .lines()
        .filter(line -> line.startsWith(AGAINST))
        .findFirst()
        .map(line -> line.substring(AGAINST.length()).strip());
  }

  /** A link to another file of the repository, which is not served here, becomes its name. */
  private static final class FilesByName extends AbstractVisitor {

    @Override
    public void visit(Link link) {
      visitChildren(link);
      String to = link.getDestination();
      if (to.startsWith("/") || to.startsWith("#") || to.contains(":")) {
        return;
      }
      for (Node child = link.getFirstChild(); child != null; child = link.getFirstChild()) {
        link.insertBefore(child);
      }
      link.insertBefore(new Text(" (" + to.replace("../", "") + ")"));
      link.unlink();
    }
  }

  private static final class CodeBlock implements NodeRenderer {

    private final HtmlWriter html;
    private final Optional<Times> times;

    CodeBlock(HtmlNodeRendererContext context, Optional<Times> times) {
      this.html = context.getWriter();
      this.times = times;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(FencedCodeBlock.class);
    }

    @Override
    public void render(Node node) {
      FencedCodeBlock block = (FencedCodeBlock) node;
      html.line();
      html.tag("pre", Map.of("tabindex", "0"));
      html.tag("code");
      html.text(block.getLiteral());
      html.tag("/code");
      html.tag("/pre");
      if ("traceql".equals(block.getInfo())) {
        html.tag("p");
        html.tag("a", Map.of("class", "button", "href", address(block.getLiteral(), times)));
        html.text(against(block.getLiteral()).isPresent() ? "Compare them" : "Open these spans");
        html.tag("/a");
        html.tag("/p");
      }
      html.line();
    }
  }
}
