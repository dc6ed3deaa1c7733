package dev.spanprofiles.stack.storage.duckdb;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.AttributeValue.Bool;
import dev.spanprofiles.stack.model.AttributeValue.Composite;
import dev.spanprofiles.stack.model.AttributeValue.Int;
import dev.spanprofiles.stack.model.AttributeValue.Real;
import dev.spanprofiles.stack.model.AttributeValue.Text;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Attributes as a JSON object whose values keep their type: text, whole number, number with a point
 * and boolean stand for themselves. A composite is an array of one, so that it is none of these; a
 * number JSON lacks, such as NaN, is an object.
 */
final class AttributeJson {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String REAL = "real";

  /**
   * Between two attributes. In JSON a line never ends within a text: so attributes can be told
   * apart without reading them, which takes the database a fifth of the time.
   */
  static final String SEPARATOR = ",\n";

  /** How a value begins that is an array. */
  static final String ARRAY = "[[";

  private AttributeJson() {}

  private static final class Lines extends MinimalPrettyPrinter {
    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
      json.writeRaw(SEPARATOR);
    }
  }

  static String write(Map<String, AttributeValue> attributes) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.setPrettyPrinter(new Lines());
      json.writeStartObject();
      for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
        json.writeFieldName(attribute.getKey());
        write(attribute.getValue(), json);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(AttributeValue value, JsonGenerator json) throws IOException {
    if (value instanceof Text text) {
      json.writeString(text.value());
    } else if (value instanceof Int number) {
      json.writeNumber(number.value());
    } else if (value instanceof Bool bool) {
      json.writeBoolean(bool.value());
    } else if (value instanceof Composite composite) {
      json.writeStartArray();
      json.writeRawValue(composite.json().replace('\n', ' '));
      json.writeEndArray();
    } else if (value instanceof Real real) {
      if (Double.isFinite(real.value())) {
        json.writeNumber(real.value());
      } else {
        json.writeStartObject();
        json.writeStringField(REAL, Double.toString(real.value()));
        json.writeEndObject();
      }
    }
  }

  static Map<String, AttributeValue> read(String json) {
    return read(parse(json));
  }

  static Map<String, AttributeValue> read(JsonNode json) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      attributes.put(field.getKey(), value(field.getValue()));
    }
    return attributes;
  }

  static AttributeValue readValue(String json) {
    return value(parse(json));
  }

  private static AttributeValue value(JsonNode node) {
    if (node.isTextual()) {
      return new Text(node.textValue());
    } else if (node.isIntegralNumber()) {
      return new Int(node.longValue());
    } else if (node.isBoolean()) {
      return new Bool(node.booleanValue());
    } else if (node.isNumber()) {
      return new Real(node.doubleValue());
    } else if (node.isArray()) {
      return new Composite(node.get(0).toString());
    }
    return new Real(Double.parseDouble(node.path(REAL).asText()));
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How {@link #write} writes a key with the colon behind it. */
  static String written(String key) {
    try {
      return JSON.writeValueAsString(key) + ":";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Not so of real numbers; and arrays are equal to none. */
  static boolean isWrittenInOneWay(AttributeValue value) {
    return value instanceof Text || value instanceof Int || value instanceof Bool;
  }

  /** How {@link #write} writes a text, whole number or boolean. */
  static String written(AttributeValue value) {
    String object = write(Map.of("", value));
    return object.substring("{\"\":".length(), object.length() - 1);
  }

  /** The JSON pointer (RFC 6901) of a key, as DuckDB's JSON functions take it. */
  static String pointer(String key) {
    return "/" + key.replace("~", "~0").replace("/", "~1");
  }
}
