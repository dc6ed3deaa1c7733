package dev.spanprofiles.stack.ingest.otlp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.spanprofiles.stack.ingest.RefusedException;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * OTLP's JSON differs from protobuf's in one thing that matters: trace and span ids are hex, where
 * protobuf has bytes in base64 (OTLP specification, "JSON Protobuf Encoding").
 */
final class OtlpJson {

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> IDS = List.of("traceId", "spanId", "parentSpanId");

  private OtlpJson() {}

  /**
   * The same message with its ids in base64.
   *
   * @throws RefusedException if an id is not hex
   */
  static String toProtobufJson(byte[] otlp) throws InvalidProtocolBufferException {
    JsonNode root = parse(otlp);
    for (JsonNode resource : root.path("resourceSpans")) {
      for (JsonNode scope : resource.path("scopeSpans")) {
        for (JsonNode span : scope.path("spans")) {
          convertIds(span);
          span.path("links").forEach(OtlpJson::convertIds);
        }
      }
    }
    for (JsonNode resource : root.path("resourceLogs")) {
      for (JsonNode scope : resource.path("scopeLogs")) {
        scope.path("logRecords").forEach(OtlpJson::convertIds);
      }
    }
    root.path("dictionary").path("linkTable").forEach(OtlpJson::convertIds);
    return root.toString();
  }

  private static JsonNode parse(byte[] otlp) throws InvalidProtocolBufferException {
    try {
      JsonNode root = JSON.readTree(otlp);
      if (!root.isObject()) {
        throw RefusedException.malformed("the JSON is no object");
      }
      return root;
    } catch (JsonProcessingException e) {
      // Jackson's message goes on with where the open object began.
      String reason = e.getOriginalMessage().split(" \\(start marker", 2)[0];
      throw new InvalidProtocolBufferException(reason + " at line " + line(e));
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }

  private static String line(JsonProcessingException e) {
    return e.getLocation() == null
        ? "?"
        : e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  private static void convertIds(JsonNode message) {
    if (message instanceof ObjectNode object) {
      for (String field : IDS) {
        if (object.path(field).isTextual()) {
          object.put(field, base64(field, object.path(field).textValue()));
        }
      }
    }
  }

  private static String base64(String field, String hex) {
    try {
      return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw RefusedException.malformed(field + " is not hex: " + hex);
    }
  }
}
