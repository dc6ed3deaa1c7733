package dev.spanprofiles.stack.viewer.workshop;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .extensions(EXTENSIONS)
          .escapeHtml(true)
          .sanitizeUrls(true)
          .nodeRendererFactory(CodeBlock::new)
          .build();

  private Markdown() {}

  static String html(String markdown) {
    Node text = PARSER.parse(markdown);
    text.accept(new FilesByName());
    return RENDERER.render(text);
  }

  /** The address of the spans that a block of {@code traceql} speaks of. */
  static String address(String block) {
    StringBuilder address = new StringBuilder("/spans?q=");
    for (String line : block.strip().split("\n", -1)) {
      String against = "against ";
      if (line.startsWith(against)) {
        address.append("&against=").append(encode(line.substring(against.length())));
      } else {
        address.append(encode(line));
      }
    }
    return address.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text.strip(), StandardCharsets.UTF_8);
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

    CodeBlock(HtmlNodeRendererContext context) {
      this.html = context.getWriter();
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
        html.tag("a", Map.of("class", "button", "href", address(block.getLiteral())));
        html.text(block.getLiteral().contains("\nagainst ") ? "Compare them" : "Open these spans");
        html.tag("/a");
        html.tag("/p");
      }
      html.line();
    }
  }
}
