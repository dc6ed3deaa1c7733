package dev.spanprofiles.stack.viewer.page;

import java.net.URI;
import java.time.Duration;

/**
 * What the viewer cannot know by itself.
 *
 * @param tempoApi address of the Tempo API as the browser sees it, for links
 * @param pyroscopeApi address of the Pyroscope API as the browser sees it, for examples
 * @param refresh how often an open list of traces asks for new ones
 * @param uploadInterval how long after a span's end its samples may still be on their way
 * @param maxSpans how many spans a set may have for its samples and attributes to be shown
 * @param longestRange how far a page about spans looks at the most
 * @param maxFileSpans of how many spans a trace's file holds timeline and flame graph
 */
public record ViewerSettings(
    URI tempoApi,
    URI pyroscopeApi,
    Duration refresh,
    Duration uploadInterval,
    long maxSpans,
    Duration longestRange,
    int maxFileSpans) {

  /** Tempo's and Pyroscope's usual ports, and the Pyroscope agent's upload interval. */
  public static final ViewerSettings DEFAULT =
      new ViewerSettings(
          URI.create("http://localhost:3200"),
          URI.create("http://localhost:4040"),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          500_000,
          Duration.ofDays(31),
          20);

  /** The same with other bounds. */
  public ViewerSettings within(long spans, Duration range) {
    return new ViewerSettings(
        tempoApi, pyroscopeApi, refresh, uploadInterval, spans, range, maxFileSpans);
  }

  /** The same with another bound for files of traces. */
  public ViewerSettings withFileSpans(int spans) {
    return new ViewerSettings(
        tempoApi, pyroscopeApi, refresh, uploadInterval, maxSpans, longestRange, spans);
  }

  /** The same for APIs at other addresses. */
  public ViewerSettings at(URI tempo, URI pyroscope) {
    return new ViewerSettings(
        tempo, pyroscope, refresh, uploadInterval, maxSpans, longestRange, maxFileSpans);
  }
}
