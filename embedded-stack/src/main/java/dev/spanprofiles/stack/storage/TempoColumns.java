package dev.spanprofiles.stack.storage;

import java.util.Set;

/**
 * Attributes that Tempo keeps in columns of their own, beside the others: {@code schema.go} of its
 * block format, and the dedicated columns that it has unless it is told otherwise. A span that
 * lacks one has {@code nil} there, and an empty name where it is that of its service.
 */
public final class TempoColumns {

  public static final String SERVICE_NAME = "service.name";

  public static final Set<String> OF_SPAN =
      Set.of(
          "http.method",
          "http.url",
          "http.status_code",
          "http.request.method",
          "http.route",
          "url.path",
          "url.route",
          "server.address");

  public static final Set<String> OF_RESOURCE =
      Set.of(
          SERVICE_NAME,
          "cluster",
          "namespace",
          "pod",
          "container",
          "k8s.cluster.name",
          "k8s.namespace.name",
          "k8s.pod.name",
          "k8s.container.name");

  private TempoColumns() {}
}
