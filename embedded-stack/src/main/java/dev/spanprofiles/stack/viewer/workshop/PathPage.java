package dev.spanprofiles.stack.viewer.workshop;

import dev.spanprofiles.stack.viewer.page.Json;
import dev.spanprofiles.stack.viewer.page.Page;
import dev.spanprofiles.stack.workshop.Workshop.TrainingPath;
import java.util.List;

/** A path: its text and its chapters. */
public record PathPage(TrainingPath path, List<WorkshopPage.Row> rows) implements Page {

  @Override
  public String template() {
    return "workshop/path";
  }

  @Override
  public Object json() {
    return Json.object("title", path.title(), "text", path.text(), "chapters", path.chapters());
  }

  public String html() {
    return Markdown.html(path.text());
  }
}
