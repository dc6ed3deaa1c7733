package dev.spanprofiles.stack.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The labels of a series of samples, such as {@code service_name} and {@code span_name}, sorted by
 * name. Span and trace ids are no labels: a series would have a single request in it.
 */
public record Labels(SortedMap<String, String> values) {

  public static final String SERVICE_NAME = "service_name";
  public static final String SPAN_NAME = "span_name";

  public Labels {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public static Labels of(Map<String, String> values) {
    return new Labels(new TreeMap<>(values));
  }
}
