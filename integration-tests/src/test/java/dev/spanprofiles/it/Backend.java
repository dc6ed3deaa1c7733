package dev.spanprofiles.it;

import java.net.URI;

/**
 * Where the services send to and the tests read from: the embedded stack, or real containers.
 *
 * @param otlp OTLP/HTTP
 * @param pyroscope both ingest and query
 * @param tempo the query API
 * @param viewer the pages
 */
record Backend(URI otlp, URI pyroscope, URI tempo, URI viewer) {

  Tempo traces() {
    return new Tempo(tempo);
  }

  Pyroscope profiles() {
    return new Pyroscope(pyroscope);
  }
}
