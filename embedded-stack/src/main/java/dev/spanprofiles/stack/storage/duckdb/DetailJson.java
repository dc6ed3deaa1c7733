package dev.spanprofiles.stack.storage.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.spanprofiles.stack.model.SpanEvent;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.SpanLink;
import dev.spanprofiles.stack.model.TraceId;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Events and links of a span, each as an array of objects: their attributes are those of {@link
 * AttributeJson}, and what TraceQL asks for besides has its name from there.
 */
final class DetailJson {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String NONE = "[]";
  private static final String ATTRIBUTES = "attributes";

  private DetailJson() {}

  static String writeEvents(List<SpanEvent> events) {
    if (events.isEmpty()) {
      return NONE;
    }
    ArrayNode array = JSON.createArrayNode();
    for (SpanEvent event : events) {
      ObjectNode object = array.addObject();
      object.put("name", event.name()).put("timeSinceStart", event.sinceStartNanos());
      object.putRawValue(ATTRIBUTES, new RawValue(AttributeJson.write(event.attributes())));
    }
    return array.toString();
  }

  static List<SpanEvent> readEvents(String json) {
    return elements(json).stream()
        .map(
            event ->
                new SpanEvent(
                    event.path("name").textValue(),
                    event.path("timeSinceStart").longValue(),
                    AttributeJson.read(event.path(ATTRIBUTES))))
        .toList();
  }

  static String writeLinks(List<SpanLink> links) {
    if (links.isEmpty()) {
      return NONE;
    }
    ArrayNode array = JSON.createArrayNode();
    for (SpanLink link : links) {
      ObjectNode object = array.addObject();
      object.put("traceID", link.traceId().toString()).put("spanID", SpanId.toHex(link.spanId()));
      object.putRawValue(ATTRIBUTES, new RawValue(AttributeJson.write(link.attributes())));
    }
    return array.toString();
  }

  static List<SpanLink> readLinks(String json) {
    return elements(json).stream()
        .map(
            link ->
                new SpanLink(
                    TraceId.parse(link.path("traceID").textValue()),
                    SpanId.parse(link.path("spanID").textValue()),
                    AttributeJson.read(link.path(ATTRIBUTES))))
        .toList();
  }

  private static List<JsonNode> elements(String json) {
    if (json.equals(NONE)) {
      return List.of();
    }
    try {
      return StreamSupport.stream(JSON.readTree(json).spliterator(), false).toList();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
