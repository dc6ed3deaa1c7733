package dev.spanprofiles.stack;

import dev.spanprofiles.stack.ingest.RefusedException;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.buffer.UnpooledByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One port with its gRPC services. Threads, calls, messages and buffers are bounded. */
final class GrpcServer implements AutoCloseable {

  /** It would tell of each message that it refuses, with a stack trace; who sent it is told. */
  private static final Logger NETTY = Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty");

  private static final int THREADS = 4;
  private static final int WAITING_THREADS = 2;
  private static final int MAX_WAITING = 128;
  private static final int MAX_CALLS_PER_CONNECTION = 32;
  private static final int WINDOW_BYTES = 256 * 1024;
  private static final int MAX_METADATA_BYTES = 16 * 1024;
  private static final int IDLE_MINUTES = 5;
  private static final int STOP_SECONDS = 2;

  private final Server server;
  private final List<ExecutorService> threads;
  private final EventLoopGroup network;

  private GrpcServer(Server server, List<ExecutorService> threads, EventLoopGroup network) {
    this.server = server;
    this.threads = threads;
    this.network = network;
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any that is free
   * @param maxMessageBytes of a message, also after decompression
   * @param guard looks at each call first
   * @param services given what runs calls that wait to be let in
   * @throws StartException if the port is taken or the address is none of this machine
   */
  static GrpcServer start(
      String name,
      String host,
      int port,
      int maxMessageBytes,
      BrowserGuard guard,
      Function<Executor, List<ServerServiceDefinition>> services) {
    NETTY.setLevel(Level.OFF);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, new Named(name));
    ExecutorService waiting =
        new ThreadPoolExecutor(
            WAITING_THREADS,
            WAITING_THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            new Named(name + "-waiting"));
    EventLoopGroup network =
        new MultiThreadIoEventLoopGroup(1, new Named(name + "-network"), NioIoHandler.newFactory());
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
            .channelType(NioServerSocketChannel.class)
            .bossEventLoopGroup(network)
            .workerEventLoopGroup(network)
            // Its pools would keep tens of megabytes for some small messages a second.
            .withChildOption(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
            .executor(threads)
            .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
            .initialFlowControlWindow(WINDOW_BYTES)
            .maxInboundMetadataSize(MAX_METADATA_BYTES)
            .maxInboundMessageSize(maxMessageBytes)
            .keepAliveTime(IDLE_MINUTES, TimeUnit.MINUTES)
            .maxConnectionIdle(IDLE_MINUTES, TimeUnit.MINUTES)
            .intercept(new Guarding(guard))
            .addServices(services.apply(waiting))
            .build();
    GrpcServer started = new GrpcServer(server, List.of(threads, waiting), network);
    try {
      server.start();
      return started;
    } catch (IOException e) {
      started.release();
      throw StartException.cannotListen(host, port, name, e);
    }
  }

  /** Daemon threads: a port keeps no process alive. */
  private record Named(String name) implements ThreadFactory {
    @Override
    public Thread newThread(Runnable work) {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    }
  }

  private record Guarding(BrowserGuard guard) implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      try {
        guard.checkHost(String.valueOf(call.getAuthority()), local(call.getAttributes()));
        return next.startCall(call, headers);
      } catch (RefusedException e) {
        call.close(
            Status.fromCodeValue(e.refusal().code().number()).withDescription(e.getMessage()),
            new Metadata());
        return new ServerCall.Listener<>() {};
      }
    }

    private static String local(Attributes connection) {
      return connection.get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR) instanceof InetSocketAddress local
          ? local.getAddress().getHostAddress()
          : "";
    }
  }

  /** The port listened on. */
  int port() {
    return server.getPort();
  }

  /** Lets calls in work end, for a short while. */
  @Override
  public void close() throws InterruptedException {
    server.shutdown();
    if (!server.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      server.shutdownNow();
      server.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    }
    release();
  }

  private void release() {
    threads.forEach(ExecutorService::shutdownNow);
    var unused = network.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
  }
}
