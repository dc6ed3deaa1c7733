package dev.spanprofiles.stack.ingest.pyroscope;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.spanprofiles.stack.ingest.Bodies;
import dev.spanprofiles.stack.ingest.Door;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.Intake;
import dev.spanprofiles.stack.ingest.Refusal;
import dev.spanprofiles.stack.ingest.Refusal.Code;
import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.ingest.SampleCollector;
import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.storage.ProfileStore;
import dev.spanprofiles.stack.wire.pprof.Profile;
import dev.spanprofiles.stack.wire.pyroscope.LabelPair;
import dev.spanprofiles.stack.wire.pyroscope.PushRequest;
import dev.spanprofiles.stack.wire.pyroscope.PushResponse;
import dev.spanprofiles.stack.wire.pyroscope.RawProfileSeries;
import dev.spanprofiles.stack.wire.pyroscope.RawSample;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * {@code push.v1.PusherService/Push} by the Connect protocol, as Alloy's {@code pyroscope.write}
 * calls it: pprof profiles in series. All of a request is stored or nothing.
 */
public final class PushApi {

  private static final String PATH = "/push.v1.PusherService/Push";
  private static final String NAME = "__name__";
  private static final String UNKNOWN_SERVICE = "unknown_service";

  private final ProfileStore store;
  private final IngestLimits limits;

  public PushApi(ProfileStore store, IngestLimits limits) {
    this.store = store;
    this.limits = limits;
  }

  /** Adds the path. */
  public void routes(RoutesConfig routes) {
    new Intake(limits, LoggerFactory.getLogger(PushApi.class)).open(routes, PATH, new PushDoor());
  }

  private final class PushDoor implements Door {

    @Override
    public void take(Context context, byte[] body) {
      Encoding encoding = Encoding.of(context.contentType());
      PushRequest request = encoding.read(body);
      if (request.getSeriesList().stream().allMatch(series -> series.getSamplesCount() == 0)) {
        throw RefusedException.malformed("no profiles received");
      }
      SampleCollector collector = new SampleCollector(limits.profiles());
      Room room = new Room(limits.maxDecompressedBytes());
      request.getSeriesList().forEach(series -> add(series, room, collector));
      store.addSamples(collector.samples());
      context
          .contentType(encoding.contentType)
          .result(encoding.write(PushResponse.getDefaultInstance()));
    }

    @Override
    public void refuse(Context context, RefusedException refused) {
      if (refused.refusal() == Refusal.TOO_LARGE) {
        // As Pyroscope: senders would try again what is said to exhaust a resource.
        context.status(400);
        ConnectRefusal.answer(context, Code.INVALID_ARGUMENT.name(), refused);
      } else {
        ConnectRefusal.answer(context, refused);
      }
    }
  }

  private static void add(RawProfileSeries series, Room room, SampleCollector collector) {
    Map<String, String> labels = labels(series);
    String name = labels.getOrDefault(NAME, "");
    if (name.isEmpty()) {
      throw RefusedException.malformed("a series has no label " + NAME);
    }
    labels.putIfAbsent(Labels.SERVICE_NAME, UNKNOWN_SERVICE);
    if (labels.getOrDefault(Labels.SERVICE_NAME, "").isEmpty()) {
      throw RefusedException.malformed("a series has no name of a service");
    }
    for (RawSample sample : series.getSamplesList()) {
      Profile profile = UploadedPprof.parse(room.unzip(sample.getRawProfile()));
      collector.addProfile(() -> PprofSamples.add(profile, name, labels, time(profile), collector));
    }
  }

  /** For all profiles of a request together, decompressed. */
  private static final class Room {
    private int bytes;

    Room(int bytes) {
      this.bytes = bytes;
    }

    byte[] unzip(ByteString profile) {
      byte[] plain = Bodies.gunzipIfZipped(profile.toByteArray(), bytes);
      bytes -= plain.length;
      return plain;
    }
  }

  private static Map<String, String> labels(RawProfileSeries series) {
    Map<String, String> labels = new HashMap<>();
    for (LabelPair label : series.getLabelsList()) {
      if (label.getName().isEmpty()) {
        throw RefusedException.malformed("a series has a label without a name");
      }
      if (labels.put(label.getName(), label.getValue()) != null) {
        throw RefusedException.malformed("a series has the label " + label.getName() + " twice");
      }
    }
    return labels;
  }

  private static long time(Profile profile) {
    return profile.getTimeNanos() <= 0 ? Clock.SYSTEM.nanos() : profile.getTimeNanos();
  }

  /** Connect's forms of a message in a unary call. */
  private enum Encoding {
    PROTOBUF("application/proto") {
      @Override
      PushRequest parse(byte[] body) throws InvalidProtocolBufferException {
        return PushRequest.parseFrom(body);
      }

      @Override
      byte[] write(PushResponse response) {
        return response.toByteArray();
      }
    },
    JSON("application/json") {
      @Override
      PushRequest parse(byte[] body) throws InvalidProtocolBufferException {
        PushRequest.Builder request = PushRequest.newBuilder();
        JsonFormat.parser()
            .ignoringUnknownFields()
            .merge(new String(body, StandardCharsets.UTF_8), request);
        return request.build();
      }

      @Override
      byte[] write(PushResponse response) {
        return "{}".getBytes(StandardCharsets.UTF_8);
      }
    };

    private final String contentType;

    Encoding(String contentType) {
      this.contentType = contentType;
    }

    static Encoding of(@Nullable String contentType) {
      String type =
          contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      for (Encoding encoding : values()) {
        if (encoding.contentType.equals(type)) {
          return encoding;
        }
      }
      throw RefusedException.wrongType(
          "Content-Type "
              + type
              + " is not read here; these are: application/proto, application/json");
    }

    PushRequest read(byte[] body) {
      try {
        return parse(body);
      } catch (InvalidProtocolBufferException e) {
        throw RefusedException.malformed("this is no PushRequest: " + e.getMessage());
      }
    }

    abstract PushRequest parse(byte[] body) throws InvalidProtocolBufferException;

    abstract byte[] write(PushResponse response);
  }
}
