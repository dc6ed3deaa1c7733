package dev.spanprofiles.stack.query.pyroscope;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.spanprofiles.stack.query.pyroscope.ConnectException.Code;
import dev.spanprofiles.stack.storage.StorageException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One procedure, called by the Connect protocol's unary form (connectrpc.com/docs/protocol): a POST
 * with a message in protobuf or JSON as its body, answered in the same form.
 *
 * @param request an empty request, for its type
 * @param maxBytes of a body, also after decompression
 */
record ConnectHandler<R extends Message>(R request, int maxBytes, Procedure<R> procedure)
    implements Handler {

  private static final Logger logger = LoggerFactory.getLogger(ConnectHandler.class);

  private static final String JSON = "application/json";

  private static final String PROTOBUF = "application/proto";

  /** The only parameter that a type may have. */
  private static final Pattern UTF_8 = Pattern.compile("\\s*;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*$");

  private static final ObjectMapper ERRORS = new ObjectMapper();

  /** What is called. */
  @FunctionalInterface
  interface Procedure<R extends Message> {
    Message call(R request, Client client) throws ConnectException;
  }

  /**
   * What a client says it can read.
   *
   * @param anyLabelName whether names with more than letters, digits and underscores are shown
   */
  record Client(boolean anyLabelName) {

    private static final Pattern ANY_LABEL_NAME =
        Pattern.compile(";\\s*allow-utf8-labelnames\\s*=\\s*true\\b");

    static Client of(@Nullable String accept) {
      return new Client(accept != null && ANY_LABEL_NAME.matcher(accept).find());
    }
  }

  /** Answers all methods but the one that a path has. */
  static void refuseOthers(RoutesConfig routes, String path, String only) {
    HandlerType.values().stream()
        .filter(method -> method.isHttpMethod() && !method.name().equals(only))
        .forEach(
            method ->
                routes.addHttpHandler(
                    method, path, context -> context.status(405).header("Allow", only)));
  }

  @Override
  public void handle(Context context) throws IOException {
    String type = mediaType(context);
    if (!type.equals(JSON) && !type.equals(PROTOBUF)) {
      context.status(415).header("Accept-Post", JSON + ", " + PROTOBUF);
      return;
    }
    try {
      checkProtocol(context);
      Message response =
          procedure.call(read(context, type.equals(JSON)), Client.of(context.header("Accept")));
      if (type.equals(JSON)) {
        context
            .contentType(JSON)
            .result(JsonFormat.printer().omittingInsignificantWhitespace().print(response));
      } else {
        context.contentType(PROTOBUF).result(response.toByteArray());
      }
    } catch (ConnectException e) {
      refuse(context, e.code(), e.getMessage());
    } catch (StorageException e) {
      logger.warn("{} failed: {}", context.path(), e.getMessage());
      refuse(context, Code.INTERNAL, e.getMessage());
    }
  }

  private static String mediaType(Context context) {
    String type = context.contentType();
    return type == null
        ? ""
        : UTF_8.matcher(type.toLowerCase(Locale.ROOT)).replaceFirst("").strip();
  }

  private static void checkProtocol(Context context) throws ConnectException {
    String version = context.header("Connect-Protocol-Version");
    if (version != null && !version.equals("1")) {
      throw ConnectException.invalid(
          "Connect-Protocol-Version must be \"1\": got \"" + version + '"');
    }
    String timeout = context.header("Connect-Timeout-Ms");
    if (timeout != null && !timeout.matches("\\d{1,10}")) {
      throw ConnectException.invalid("parse timeout: \"" + timeout + "\" is no number");
    }
  }

  private R read(Context context, boolean json) throws ConnectException {
    byte[] body = readBody(context);
    try {
      Message.Builder builder = request.newBuilderForType();
      if (!json) {
        builder.mergeFrom(body);
      } else if (body.length == 0) {
        throw ConnectException.invalid("zero-length payload is not a valid JSON object");
      } else {
        JsonFormat.parser()
            .ignoringUnknownFields()
            .merge(new String(body, StandardCharsets.UTF_8), builder);
      }
      @SuppressWarnings("unchecked") // a message's builder builds messages of its type
      R message = (R) builder.build();
      return message;
    } catch (InvalidProtocolBufferException e) {
      throw ConnectException.invalid("unmarshal message: " + e.getMessage());
    }
  }

  private byte[] readBody(Context context) throws ConnectException {
    String encoding = context.header("Content-Encoding");
    boolean gzip = "gzip".equals(encoding);
    if (!gzip && encoding != null && !encoding.isEmpty() && !encoding.equals("identity")) {
      throw new ConnectException(
          Code.UNIMPLEMENTED,
          "unknown compression \"" + encoding + "\": supported encodings are gzip");
    }
    try (InputStream raw = context.bodyInputStream();
        InputStream body = gzip ? new GZIPInputStream(raw) : raw) {
      byte[] bytes = body.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new ConnectException(
            Code.RESOURCE_EXHAUSTED,
            "message is larger than configured max " + maxBytes + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw ConnectException.invalid("read message: " + e.getMessage());
    }
  }

  static void refuse(Context context, Code code, @Nullable String message) throws IOException {
    context
        .status(code.status)
        .contentType(JSON)
        .result(
            ERRORS.writeValueAsString(
                Map.of("code", code.wireName(), "message", String.valueOf(message))));
  }
}
