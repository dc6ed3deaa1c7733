package dev.spanprofiles.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spanprofiles.it.Classroom.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * Each chapter of the workshop as a participant goes through it, with the real services: nothing is
 * right while nothing goes wrong; the solution is right, and every plausible wrong answer is
 * refused with its own sentence; mended, the figure that is promised is better. {@code make
 * test-workshop}
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WorkshopIT {

  private static final Path CHAPTERS = Path.of("../workshop").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final List<String> REGIONS = List.of("us-east", "eu-north", "ap-south");

  /** The one that somebody works on, or several with commas between; all of them if not set. */
  private static final Set<String> CHOSEN =
      Set.of(System.getProperty("chapter", "").split(",", -1));

  /** Orders of each vehicle in each region, seen while nothing goes wrong. */
  private static final int ROUNDS = 10;

  private EmbeddedStackProcess stack;
  private RideShare rideShare;
  private Customers customers;
  private Classroom classroom;

  @BeforeAll
  void start(@TempDir Path folder) {
    List<String> options = new ArrayList<>(List.of("--workshop", CHAPTERS.toString()));
    Map<String, URI> regions = RideShare.freeAddresses();
    REGIONS.forEach(
        region ->
            options.addAll(List.of("--workshop-service", region + "=" + regions.get(region))));
    stack = EmbeddedStackProcess.start(folder, options);
    rideShare = RideShare.start(folder, stack.backend(), REGIONS, Map.of(), regions);
    customers = new Customers(rideShare);
    classroom = new Classroom(stack.backend().viewer());
  }

  @AfterAll
  void stop() {
    if (customers != null) {
      customers.close();
    }
    if (rideShare != null) {
      rideShare.close();
    }
    if (stack != null) {
      stack.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> chapters() throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(CHAPTERS)) {
      folders = all.filter(Files::isDirectory).sorted().toList();
    }
    return Stream.iterate(1, number -> number <= folders.size(), number -> number + 1)
        .filter(number -> CHOSEN.contains("") || CHOSEN.contains(number.toString()))
        .map(
            number ->
                DynamicTest.dynamicTest(
                    String.valueOf(folders.get(number - 1).getFileName()),
                    () -> chapter(number, folders.get(number - 1))));
  }

  /** Says how it goes: a dozen chapters take some minutes. */
  private void chapter(int number, Path chapter) throws IOException {
    long start = System.nanoTime();
    String outcome = "passed";
    try {
      workThrough(number, chapter);
    } catch (IOException | RuntimeException | AssertionError e) {
      outcome = "failed, " + e.getMessage();
      throw e;
    } finally {
      System.out.printf(
          "Chapter %d, %s, after %d s: %s%n",
          number,
          chapter.getFileName(),
          Duration.ofNanos(System.nanoTime() - start).toSeconds(),
          outcome);
    }
  }

  private void workThrough(int number, Path chapter) throws IOException {
    Map<String, Object> file = yaml(chapter.resolve("chapter.yaml"));
    if (Runtime.version().feature() < (int) file.getOrDefault("jdk", 0)) {
      assertThat(classroom.page(number)).contains("left out of the count");
      return;
    }
    List<Question> questions = Question.read(yaml(chapter.resolve("solution.yaml")));

    classroom.start(number);
    rideShare.switchAllOff();
    customers.order(ROUNDS);
    for (Question question : questions) {
      assertThat(classroom.answer(number, question.number(), question.right()).right())
          .as("nothing goes wrong, and %s is no answer", question.right())
          .isFalse();
    }

    classroom.start(number);
    customers.orderUntilStopped();
    try {
      questions.forEach(question -> workThrough(number, question));
      requireAnswered(classroom.links(classroom.page(number)));
      classroom.mend(number);
      awaitBetter(number);
    } finally {
      customers.stop();
      classroom.reset(number);
    }
  }

  private void workThrough(int chapter, Question question) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              customers.requireServed();
              Verdict verdict = classroom.answer(chapter, question.number(), question.right());
              assertThat(verdict.right()).as("%s: %s", question.right(), verdict).isTrue();
            });
    question
        .wrong()
        .forEach((answer, sentence) -> awaitRefused(chapter, question.number(), answer, sentence));
  }

  /** As facts are those of the moment, there may be moments at which nobody can tell. */
  private void awaitRefused(int chapter, int question, String answer, String sentence) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              Verdict verdict = classroom.answer(chapter, question, answer);
              if (verdict.right()) {
                throw new IllegalStateException(answer + " was taken for right: " + verdict);
              }
              assertThat(verdict.sentence()).as(answer).containsIgnoringCase(sentence);
            });
  }

  private void requireAnswered(List<String> links) {
    for (String link : links) {
      HttpResponse<String> answer = Http.get(stack.backend().viewer().resolve(link));
      assertThat(answer.statusCode()).as("%s: %s", link, answer.body()).isEqualTo(200);
    }
  }

  private void awaitBetter(int chapter) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(classroom.improvement(chapter)).isGreaterThan(0));
  }

  private static Map<String, Object> yaml(Path file) throws IOException {
    return new Yaml().load(Files.readString(file));
  }

  /** A question with its right answer, and wrong ones with what is said of them. */
  record Question(int number, String right, Map<String, String> wrong) {

    static List<Question> read(Map<String, Object> solution) {
      List<Question> questions = new ArrayList<>();
      for (Map<String, Object> one : maps(solution, "questions")) {
        Map<String, String> wrong = new LinkedHashMap<>();
        for (Map<String, Object> each : maps(one, "wrong")) {
          wrong.put(String.valueOf(each.get("answer")), String.valueOf(each.get("says")));
        }
        questions.add(new Question(questions.size() + 1, String.valueOf(one.get("right")), wrong));
      }
      return questions;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Map<String, Object> of, String key) {
      return (List<Map<String, Object>>) of.getOrDefault(key, List.of());
    }
  }
}
