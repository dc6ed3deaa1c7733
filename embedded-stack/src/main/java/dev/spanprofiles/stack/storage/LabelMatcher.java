package dev.spanprofiles.stack.storage;

/**
 * One comparison of a label selector, as in {@code {service_name="checkout",region=~"eu-.*"}}. A
 * label that is absent has the empty value, as in Prometheus.
 */
public record LabelMatcher(String name, Operator operator, String value) {

  public enum Operator {
    EQUAL,
    NOT_EQUAL,
    /** A regular expression matches the whole value. */
    MATCHES,
    NOT_MATCHES
  }
}
