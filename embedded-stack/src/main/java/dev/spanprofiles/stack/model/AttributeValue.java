package dev.spanprofiles.stack.model;

/** The value of an attribute, typed as OpenTelemetry types it: 200 and "200" are not equal. */
public sealed interface AttributeValue {

  record Text(String value) implements AttributeValue {
    @Override
    public String toString() {
      return value;
    }
  }

  record Int(long value) implements AttributeValue {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  record Real(double value) implements AttributeValue {
    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  record Bool(boolean value) implements AttributeValue {
    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  /**
   * An array, key-value list or bytes: shown, but not searched by.
   *
   * @param json the value as JSON text
   */
  record Composite(String json) implements AttributeValue {
    @Override
    public String toString() {
      return json;
    }
  }
}
