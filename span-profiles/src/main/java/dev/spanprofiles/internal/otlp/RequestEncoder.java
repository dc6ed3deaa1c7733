package dev.spanprofiles.internal.otlp;

import dev.spanprofiles.internal.otlp.ProfileMessage.Identity;
import dev.spanprofiles.recordings.RecordedSample;
import dev.spanprofiles.recordings.RecordedType;
import dev.spanprofiles.recordings.RecordingChunk;
import dev.spanprofiles.recordings.RecordingSettings;
import io.opentelemetry.api.common.Attributes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import one.proto.Proto;

/**
 * Makes an {@code ExportProfilesServiceRequest} of a recording, or several where one would be too
 * large: all samples, each with its time, its thread and a link to the span it belongs to.
 *
 * @param resource who was profiled
 * @param maxBytes of one request, before compression
 * @param threads whether samples say which thread they were taken of
 */
public record RequestEncoder(Attributes resource, int maxBytes, boolean threads) {

  private static final String SCOPE = "dev.spanprofiles";

  /** Where a recording does not say its interval: the agent's default. */
  private static final int SAMPLE_RATE = 100;

  /**
   * The requests, in the order of the recording; none if it has no samples.
   *
   * @throws IOException if the recording is broken, or a sample of it alone is too large
   * @throws RuntimeException if it is broken in a way that only shows where its parts do not fit
   */
  public List<byte[]> encode(RecordedProfile profile) throws IOException {
    List<byte[]> requests = new ArrayList<>();
    ByteBuffer recording = ByteBuffer.wrap(profile.recording());
    for (RecordingChunk chunk : RecordingChunk.read(recording, SAMPLE_RATE, Long.MAX_VALUE)) {
      List<RecordedSample> samples = new ArrayList<>();
      chunk.forEachSample(samples::add);
      if (!samples.isEmpty()) {
        encode(profile, chunk.settings(), samples, requests);
      }
    }
    return requests;
  }

  private void encode(
      RecordedProfile profile,
      RecordingSettings settings,
      List<RecordedSample> samples,
      List<byte[]> requests)
      throws IOException {
    byte[] request = new Request(profile, settings).encode(samples);
    int half = samples.size() / 2;
    if (request.length <= maxBytes) {
      requests.add(request);
    } else if (half > 0) {
      encode(profile, settings, samples.subList(0, half), requests);
      encode(profile, settings, samples.subList(half, samples.size()), requests);
    } else {
      throw new IOException("one sample alone takes " + request.length + " bytes");
    }
  }

  /** One request, with its own dictionary. */
  private final class Request {
    private final RecordedProfile profile;
    private final RecordingSettings settings;
    private final Dictionary dictionary = new Dictionary();
    private final AttributeSets attributes;
    private final Map<RecordedType, ProfileMessage> messages = new EnumMap<>(RecordedType.class);

    Request(RecordedProfile profile, RecordingSettings settings) {
      this.profile = profile;
      this.settings = settings;
      this.attributes = new AttributeSets(dictionary, profile.labels(), threads);
    }

    byte[] encode(List<RecordedSample> samples) {
      samples.forEach(this::add);
      Proto scope = new Proto(64).field(1, new Proto(32).field(1, SCOPE));
      long start = nanos(profile.from());
      long duration = nanos(profile.to()) - start;
      for (ProfileMessage message : messages.values()) {
        scope.field(2, message.encode(dictionary, start, duration));
      }
      Proto resourceMessage = new Proto(1024);
      AnyValue.write(resourceMessage, 1, resource);
      Proto profiles = new Proto(64 * 1024).field(1, resourceMessage).field(2, scope);
      Proto request = new Proto(64 * 1024).field(1, profiles).field(2, dictionary.encode());
      return Arrays.copyOf(request.buffer(), request.size());
    }

    private void add(RecordedSample sample) {
      ProfileMessage message =
          messages.computeIfAbsent(
              sample.type(), type -> new ProfileMessage(type, OtlpType.of(type, settings)));
      message.add(
          new Identity(
              dictionary.stack(sample.stack()),
              attributes.of(sample),
              dictionary.link(sample.traceIdHigh(), sample.traceIdLow(), sample.spanId())),
          sample.timeNanos(),
          sample.value());
    }
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }
}
