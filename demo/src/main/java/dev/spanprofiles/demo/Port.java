package dev.spanprofiles.demo;

/** What listens in the demo, each on a port of its own on the loopback interface. */
enum Port {
  VIEWER(3000, "the pages of traces and flame graphs"),
  TEMPO(3200, "the Tempo API"),
  PYROSCOPE(4040, "the Pyroscope API"),
  OTLP(4318, "OTLP over HTTP"),
  LOAD_GENERATOR(5000, "the load generator"),
  US_EAST(5001, "the ride-sharing app of us-east"),
  EU_NORTH(5002, "the ride-sharing app of eu-north"),
  AP_SOUTH(5003, "the ride-sharing app of ap-south");

  private final int usual;
  private final String purpose;

  Port(int usual, String purpose) {
    this.usual = usual;
    this.purpose = purpose;
  }

  int usual() {
    return usual;
  }

  /** Returns for whom it is, to be read in a sentence. */
  String purpose() {
    return purpose;
  }

  /** Returns the environment variable that changes it. */
  String variable() {
    return name() + "_PORT";
  }
}
