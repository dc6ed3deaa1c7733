package dev.spanprofiles.stack.viewer.workshop;

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
 * Texts of a workshop as HTML. A fenced block of {@code traceql} is a {@link QueryBlock} and the
 * way to its spans.
 */
final class Markdown {

  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

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
        QueryBlock query = QueryBlock.parse(block.getLiteral());
        html.tag("a", Map.of("class", "button", "href", query.address(times).address()));
        html.text(query.against().isPresent() ? "Compare them" : "Open these spans");
        html.tag("/a");
        html.tag("/p");
      }
      html.line();
    }
  }
}
