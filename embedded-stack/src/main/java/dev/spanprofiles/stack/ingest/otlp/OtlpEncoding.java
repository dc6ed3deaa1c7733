package dev.spanprofiles.stack.ingest.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.spanprofiles.stack.ingest.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The two forms a message may have; the answer has the request's. */
enum OtlpEncoding {
  PROTOBUF("application/x-protobuf") {
    @Override
    void read(byte[] body, Message.Builder message) throws InvalidProtocolBufferException {
      message.mergeFrom(body);
    }

    @Override
    byte[] write(Message message) {
      return message.toByteArray();
    }
  },

  JSON("application/json") {
    @Override
    void read(byte[] body, Message.Builder message) throws InvalidProtocolBufferException {
      JsonFormat.parser().ignoringUnknownFields().merge(OtlpJson.toProtobufJson(body), message);
    }

    @Override
    byte[] write(Message message) {
      try {
        return JsonFormat.printer()
            .omittingInsignificantWhitespace()
            .print(message)
            .getBytes(StandardCharsets.UTF_8);
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("only for google.protobuf.Any of an unknown type", e);
      }
    }
  };

  private final String contentType;

  OtlpEncoding(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  abstract void read(byte[] body, Message.Builder message) throws InvalidProtocolBufferException;

  abstract byte[] write(Message message);

  /**
   * The form a Content-Type names, parameters such as charset aside.
   *
   * @throws RefusedException if it names another
   */
  static OtlpEncoding of(@Nullable String contentType) {
    String type =
        contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    for (OtlpEncoding encoding : values()) {
      if (encoding.contentType.equals(type)) {
        return encoding;
      }
    }
    throw RefusedException.wrongType(
        "Content-Type "
            + (type.isEmpty() ? "is missing" : type + " is not read here")
            + "; OTLP/HTTP has application/x-protobuf and application/json");
  }
}
