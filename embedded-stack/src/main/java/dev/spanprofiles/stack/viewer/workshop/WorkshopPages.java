package dev.spanprofiles.stack.viewer.workshop;

import dev.spanprofiles.stack.viewer.page.PageException;
import dev.spanprofiles.stack.viewer.page.Pages;
import dev.spanprofiles.stack.viewer.page.ProblemPage;
import dev.spanprofiles.stack.workshop.Chapter;
import dev.spanprofiles.stack.workshop.Classroom;
import dev.spanprofiles.stack.workshop.Progress;
import dev.spanprofiles.stack.workshop.Verdict;
import dev.spanprofiles.stack.workshop.Workshop;
import dev.spanprofiles.stack.workshop.WorkshopException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Addresses below {@code /workshop}. What changes something is a POST, also without JavaScript. */
public final class WorkshopPages {

  /** The longest answer that is looked at. */
  private static final int MAX_ANSWER = 200;

  private final Classroom classroom;
  private final Pages pages = new Pages();

  public WorkshopPages(Classroom classroom) {
    this.classroom = classroom;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/workshop", this::workshop);
    routes.get("/workshop/paths/{path}", this::path);
    routes.get("/workshop/{chapter}", ctx -> answer(ctx, chapter(ctx), null));
    routes.post("/workshop/{chapter}/start", ctx -> change(ctx, classroom::start));
    routes.post("/workshop/{chapter}/mend", ctx -> change(ctx, classroom::mend));
    routes.post("/workshop/{chapter}/reset", ctx -> change(ctx, classroom::reset));
    routes.post("/workshop/{chapter}/hint", this::hint);
    routes.post("/workshop/{chapter}/answer", this::check);
    routes.exception(WorkshopException.class, this::cannot);
  }

  private void workshop(Context ctx) {
    Workshop workshop = classroom.workshop();
    List<WorkshopPage.Row> rows = workshop.chapters().stream().map(this::row).toList();
    long solved = rows.stream().filter(row -> row.answered() == row.questions()).count();
    pages.answer(
        ctx,
        new WorkshopPage(
            workshop.title(), workshop.paths(), rows, solved, classroom.possible().size()));
  }

  private WorkshopPage.Row row(Chapter chapter) {
    Progress progress = classroom.progress(chapter);
    return new WorkshopPage.Row(
        classroom.workshop().number(chapter),
        chapter.title(),
        chapter.minutes(),
        chapter.questions().size(),
        progress.solved().size(),
        progress.isStarted(),
        chapter.impossible(Runtime.version().feature()));
  }

  private void path(Context ctx) {
    Workshop workshop = classroom.workshop();
    int number = number(ctx.pathParam("path"));
    if (number < 1 || number > workshop.paths().size()) {
      throw missing("path", ctx.pathParam("path"));
    }
    Workshop.TrainingPath path = workshop.paths().get(number - 1);
    pages.answer(
        ctx,
        new PathPage(
            path,
            path.chapters().stream()
                .flatMap(id -> workshop.chapter(id).stream())
                .map(this::row)
                .toList()));
  }

  private void change(Context ctx, Consumer<Chapter> change) {
    Chapter chapter = chapter(ctx);
    change.accept(chapter);
    back(ctx, chapter, "");
  }

  private void hint(Context ctx) {
    Chapter chapter = chapter(ctx);
    int question = question(ctx, chapter);
    classroom.hint(chapter, question);
    back(ctx, chapter, "#question-" + question);
  }

  private void check(Context ctx) {
    Chapter chapter = chapter(ctx);
    int question = question(ctx, chapter);
    String answer = Optional.ofNullable(ctx.formParam("answer")).orElse("");
    if (answer.length() > MAX_ANSWER) {
      throw PageException.badParameter(
          "answer", answer.substring(0, 20) + "…", "at most " + MAX_ANSWER + " characters");
    }
    Verdict verdict = classroom.answer(chapter, question, answer);
    answer(ctx, chapter, new ChapterPage.Said(question, answer, verdict));
  }

  /** A browser goes back to the page, so that it can be loaded anew; a terminal gets it at once. */
  private void back(Context ctx, Chapter chapter, String place) {
    if (Pages.wantsText(ctx)) {
      answer(ctx, chapter, null);
    } else {
      ctx.redirect(
          "/workshop/" + classroom.workshop().number(chapter) + place, HttpStatus.SEE_OTHER);
    }
  }

  private void answer(Context ctx, Chapter chapter, ChapterPage.@Nullable Said said) {
    int number = classroom.workshop().number(chapter);
    pages.answer(
        ctx,
        new ChapterPage(
            number,
            chapter,
            classroom.progress(chapter),
            chapter.impossible(Runtime.version().feature()),
            classroom.promise(chapter),
            said,
            number == classroom.workshop().chapters().size()));
  }

  private Chapter chapter(Context ctx) {
    String number = ctx.pathParam("chapter");
    return classroom
        .workshop()
        .chapter(number(number))
        .orElseThrow(() -> missing("chapter", number));
  }

  private int question(Context ctx, Chapter chapter) {
    String given = ctx.formParam("question");
    int question =
        given == null || given.isEmpty() ? classroom.open(chapter).orElse(1) : number(given);
    if (question < 1 || question > chapter.questions().size()) {
      throw PageException.badParameter(
          "question", given == null ? "" : given, "a number up to " + chapter.questions().size());
    }
    return question;
  }

  private static int number(String text) {
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
  }

  private static PageException missing(String what, String given) {
    return new PageException(
        ProblemPage.of(
            HttpStatus.NOT_FOUND,
            "There is no " + what + " " + given + ".",
            "/workshop lists what there is."));
  }

  private void cannot(WorkshopException e, Context ctx) {
    pages.answer(
        ctx,
        ProblemPage.of(
            HttpStatus.BAD_GATEWAY,
            "This cannot be done right now.",
            String.valueOf(e.getMessage())));
  }
}
