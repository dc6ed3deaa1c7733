package dev.spanprofiles.it.truth;

/**
 * One way to write concurrent Java.
 *
 * @param name what it is, as the table shows it
 * @param minimumJdk the first JDK feature release it can run on
 * @param limit what is accepted of the library here
 * @param body the workload, run on a thread of its own
 */
record Scenario(String name, int minimumJdk, Limit limit, Body body) {

  /** A workload; what it throws ends the suite. */
  @FunctionalInterface
  interface Body {
    void run(Workload workload) throws Exception;
  }

  /** A rule that is not kept everywhere yet. */
  enum Limit {
    NONE,
    /** Rule 6: the SDK tells nobody of a rename, so it shows at the next change of owner only. */
    OLD_NAME
  }

  static Scenario scenario(String name, Body body) {
    return new Scenario(name, 17, Limit.NONE, body);
  }

  /** A scenario whose body is run again and again until its time is over. */
  static Scenario repeated(String name, Body body) {
    return scenario(name, workload -> workload.repeat(() -> body.run(workload)));
  }

  /** Its name, as a directory can be called. */
  String directory() {
    return name.replaceAll("[^A-Za-z0-9]+", "-");
  }

  Scenario since(int jdk) {
    return new Scenario(name, jdk, limit, body);
  }

  Scenario accepting(Limit accepted) {
    return new Scenario(name, minimumJdk, accepted, body);
  }
}
