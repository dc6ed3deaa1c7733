package dev.spanprofiles.stack.ingest.otlp;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.spanprofiles.stack.ingest.Gate;
import dev.spanprofiles.stack.ingest.Intake;
import dev.spanprofiles.stack.ingest.Refusal;
import dev.spanprofiles.stack.ingest.RefusedException;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one kind of request over gRPC, at most one message a call. A message is asked for when
 * there is room for it at the gate: what waits, waits at the sender.
 *
 * @param service turns a request into its response; what it accepts is stored when it returns
 * @param waiting runs what waits at the gate, apart from the threads that work
 */
record OtlpCalls<R extends Message>(Intake intake, Function<byte[], R> service, Executor waiting)
    implements ServerCallHandler<OtlpMessage, R> {

  private static final Logger logger = LoggerFactory.getLogger(OtlpCalls.class);

  /** As {@code Retry-After} says it over HTTP. */
  private static final RetryInfo RETRY =
      RetryInfo.newBuilder().setRetryDelay(Duration.newBuilder().setSeconds(1)).build();

  @Override
  public ServerCall.Listener<OtlpMessage> startCall(
      ServerCall<OtlpMessage, R> call, Metadata headers) {
    Listening listening = new Listening(call);
    try {
      waiting.execute(listening::await);
    } catch (RejectedExecutionException e) {
      listening.refuse(RefusedException.busy("too many requests wait already: try again later"));
    }
    return listening;
  }

  /** One call. Its methods are called one after the other, but for {@link #await}. */
  private final class Listening extends ServerCall.Listener<OtlpMessage> {
    private final ServerCall<OtlpMessage, R> call;
    private Gate.@Nullable Place place;
    private boolean over;
    private @Nullable OtlpMessage message;

    Listening(ServerCall<OtlpMessage, R> call) {
      this.call = call;
    }

    void await() {
      try {
        enter(intake.gate().enter());
      } catch (RefusedException e) {
        refuse(e);
      }
    }

    private synchronized void enter(Gate.Place entered) {
      if (over) {
        entered.close();
        return;
      }
      place = entered;
      // One for the message, another to learn that there is no second.
      call.request(2);
    }

    @Override
    public void onMessage(OtlpMessage received) {
      message =
          message == null
              ? received
              : OtlpMessage.refused(RefusedException.malformed("a call has one message"));
    }

    @Override
    public void onHalfClose() {
      try {
        Gate.run(this::answer);
        leave();
      } catch (RefusedException e) {
        refuse(e);
      } catch (RuntimeException e) {
        logger.error("{} failed", call.getMethodDescriptor().getFullMethodName(), e);
        refuse(new RefusedException(Refusal.FAILED, "internal error: " + e));
      }
    }

    private void answer() {
      if (message == null) {
        throw RefusedException.malformed("the call has no message");
      }
      R response = service.apply(message.bytes());
      call.sendHeaders(new Metadata());
      call.sendMessage(response);
      call.close(io.grpc.Status.OK, new Metadata());
    }

    @Override
    public void onCancel() {
      leave();
    }

    @Override
    public void onComplete() {
      leave();
    }

    private synchronized void leave() {
      over = true;
      if (place != null) {
        place.close();
      }
    }

    private void refuse(RefusedException refused) {
      leave();
      MethodDescriptor<OtlpMessage, R> method = call.getMethodDescriptor();
      intake.refusals().add("gRPC " + method.getFullMethodName(), refused);
      StatusRuntimeException status = StatusProto.toStatusRuntimeException(status(refused));
      Metadata trailers = status.getTrailers();
      call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
    }
  }

  private static Status status(RefusedException refused) {
    Status.Builder status =
        Status.newBuilder()
            .setCode(refused.refusal().code().number())
            .setMessage(refused.getMessage());
    if (refused.refusal() == Refusal.BUSY) {
      status.addDetails(Any.pack(RETRY));
    }
    return status.build();
  }
}
