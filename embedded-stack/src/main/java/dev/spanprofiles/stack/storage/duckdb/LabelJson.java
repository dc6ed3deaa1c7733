package dev.spanprofiles.stack.storage.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.spanprofiles.stack.model.Labels;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Labels as a JSON object, sorted by name. */
final class LabelJson {

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<TreeMap<String, String>> MAP = new TypeReference<>() {};

  private LabelJson() {}

  static String write(Labels labels) {
    try {
      return JSON.writeValueAsString(labels.values());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Labels read(String json) {
    try {
      SortedMap<String, String> values = JSON.readValue(json, MAP);
      return new Labels(values);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
