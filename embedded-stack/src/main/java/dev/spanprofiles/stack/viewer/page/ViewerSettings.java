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
 */
public record ViewerSettings(
    URI tempoApi, URI pyroscopeApi, Duration refresh, Duration uploadInterval) {

  /** Tempo's and Pyroscope's usual ports, and the Pyroscope agent's upload interval. */
  public static final ViewerSettings DEFAULT =
      new ViewerSettings(
          URI.create("http://localhost:3200"),
          URI.create("http://localhost:4040"),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10));
}
