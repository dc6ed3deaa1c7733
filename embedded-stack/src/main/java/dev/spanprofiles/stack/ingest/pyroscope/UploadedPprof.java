package dev.spanprofiles.stack.ingest.pyroscope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.ingest.SampleCollector;
import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.wire.pprof.Profile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A pprof profile as the agents of other languages upload it, read as Pyroscope 2.2 reads it
 * ({@code pkg/og/convert/pprof}): a form with the parts profile and perhaps sample_type_config, or
 * the profile alone.
 */
final class UploadedPprof {

  private static final JsonMapper JSON = new JsonMapper();

  /** Old agents send microseconds or nothing as the time; none of them ran in 1970. */
  private static final long YEAR_1971_NANOS = TimeUnit.DAYS.toNanos(365);

  private UploadedPprof() {}

  /**
   * The samples of an upload.
   *
   * @throws RefusedException if it is no such profile
   */
  static List<Sample> read(Upload upload) {
    if (upload.files().part("prev_profile").filter(previous -> previous.length > 0).isPresent()) {
      throw RefusedException.malformed(
          "the part prev_profile is not read any more: update the agent that sends it");
    }
    byte[] bytes = upload.files().profile("profile");
    SampleCollector collector = new SampleCollector(upload.limits());
    if (bytes.length > 0) {
      Profile profile =
          AgentQuirks.mend(parse(bytes), upload.spyName(), upload.limits().maxUnfoldedBytes());
      PprofSamples.add(
          profile,
          PprofName.of(profile, displayNames(upload)),
          labels(upload),
          profile.getTimeNanos() < YEAR_1971_NANOS ? upload.fromNanos() : profile.getTimeNanos(),
          collector);
    }
    return collector.samples();
  }

  /**
   * Reads a profile.
   *
   * @throws RefusedException if it is none
   */
  static Profile parse(byte[] bytes) {
    try {
      return Profile.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw RefusedException.malformed("this is no pprof profile: " + e.getMessage());
    }
  }

  private static Map<String, String> labels(Upload upload) {
    Map<String, String> labels = new TreeMap<>(upload.name().labels());
    labels.putIfAbsent(Labels.SERVICE_NAME, upload.name().application());
    labels.put(PprofSamples.SPY, upload.spyName());
    return labels;
  }

  /** What agents call their sample types; without them, what Pyroscope calls Go's. */
  private static Map<String, String> displayNames(Upload upload) {
    Optional<byte[]> config = upload.files().part("sample_type_config");
    if (config.isEmpty()) {
      return PprofName.GO;
    }
    Map<String, String> names = new TreeMap<>();
    for (Map.Entry<String, JsonNode> type : config(config.get()).properties()) {
      JsonNode shown = type.getValue().path("display-name");
      if (!isOrMissing(type.getValue().isObject(), type.getValue())
          || !isOrMissing(shown.isTextual(), shown)) {
        throw noConfig();
      }
      names.put(type.getKey(), shown.asText(""));
    }
    return names;
  }

  private static JsonNode config(byte[] json) {
    try {
      JsonNode config = JSON.readTree(json);
      if (isOrMissing(config.isObject(), config)) {
        return config;
      }
    } catch (IOException e) {
      // Refused below, as what is another JSON.
    }
    throw noConfig();
  }

  private static boolean isOrMissing(boolean is, JsonNode json) {
    return is || json.isNull() || json.isMissingNode();
  }

  private static RefusedException noConfig() {
    return RefusedException.malformed(
        "the part sample_type_config is no JSON object of objects, whose display-name is a text");
  }
}
