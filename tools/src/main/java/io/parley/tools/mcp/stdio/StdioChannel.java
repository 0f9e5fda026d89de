package io.parley.tools.mcp.stdio;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.tools.mcp.rpc.Bytes;
import io.parley.tools.mcp.rpc.Channel;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import io.parley.tools.mcp.rpc.Revision;
import io.parley.tools.mcp.rpc.RpcCodec;
import io.parley.tools.mcp.rpc.RpcMessage;
import io.parley.tools.mcp.rpc.RpcMessage.Failed;
import io.parley.tools.mcp.rpc.RpcMessage.Notification;
import io.parley.tools.mcp.rpc.RpcMessage.Reply;
import io.parley.tools.mcp.rpc.RpcMessage.Request;
import io.parley.tools.mcp.rpc.RpcMessage.Result;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One program, from its start to its end: a line is a message. A line that is too long, or no
/// message, ends the program, because nothing after it can be trusted to begin where it seems to.
/// Three threads of the platform serve its streams; the reader starts the program and ends with it.
public final class StdioChannel implements Channel {
  private static final Logger LOG = LoggerFactory.getLogger(StdioChannel.class);
  private static final int QUEUE_MAX = 256;
  private static final int ERROR_LINE_MAX = 16 * 1024;
  private static final byte[] END = {};

  private final String name;
  private final ProcessSettings settings;
  private final Peer peer;
  private final Map<JsonNode, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
  private final BlockingQueue<byte[]> outgoing = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final AtomicReference<McpFailure> over = new AtomicReference<>();
  private final CompletableFuture<ServerProcess> started = new CompletableFuture<>();

  private StdioChannel(String name, ProcessSettings settings, Peer peer) {
    this.name = name;
    this.settings = settings;
    this.peer = peer;
  }

  /// Starts the program.
  ///
  /// @param name of the source, for threads and log lines
  public static StdioChannel open(String name, ProcessSettings settings, Peer peer)
      throws McpFailure, InterruptedException {
    var channel = new StdioChannel(name, settings, peer);
    channel.thread("reader", channel::read);
    try {
      var process = channel.started.get();
      channel.thread("writer", () -> channel.write(process));
      channel.thread("errors", () -> channel.drain(process));
      return channel;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof McpFailure failure) throw failure;
      throw new IllegalStateException("a server's program could not be started", e.getCause());
    }
  }

  private void thread(String role, Runnable task) {
    Thread.ofPlatform().daemon().name("mcp-" + name + "-" + role).start(task);
  }

  /// The id of the running program.
  public long pid() {
    return started.join().pid();
  }

  @Override
  public Reply ask(Request request, Map<String, String> headers, Deadline deadline)
      throws McpFailure, InterruptedException {
    var reply = new CompletableFuture<Reply>();
    if (waiting.putIfAbsent(request.id(), reply) != null)
      throw new IllegalStateException("the id " + request.id() + " is in use");
    try {
      send(request);
      // the end may have come between the entry and the sending
      if (over.get() != null) throw over.get();
      return reply.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      cancel(request.id(), "deadline");
      throw deadline.passed(request.method());
    } catch (InterruptedException e) {
      cancel(request.id(), "no longer needed");
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof McpFailure failure) throw failure;
      throw new IllegalStateException("a reply that cannot be read", e.getCause());
    } finally {
      waiting.remove(request.id());
    }
  }

  private void cancel(JsonNode id, String reason) {
    var params = RpcCodec.object().put("reason", reason);
    params.set("requestId", id);
    if (!outgoing.offer(RpcCodec.write(new Notification("notifications/cancelled", params))))
      LOG.debug("{} takes no more messages: a cancellation was dropped", name);
  }

  @Override
  public void tell(Notification notification, Deadline deadline) throws McpFailure {
    send(notification);
  }

  private void send(RpcMessage message) throws McpFailure {
    var failure = over.get();
    if (failure != null) throw new McpFailure(Kind.UNREACHABLE, failure.getMessage(), failure);
    if (!outgoing.offer(RpcCodec.write(message)))
      throw new McpFailure(
          Kind.BUSY, "%d messages wait to be read by %s".formatted(QUEUE_MAX, name));
  }

  /// The pipe is always open: this waits for the answer to `request`, which ends the subscription,
  /// or for the end of the program.
  @Override
  public void listen(Request request) throws McpFailure, InterruptedException {
    var ended = new CompletableFuture<Reply>();
    var key = request == null ? RpcCodec.object() : request.id();
    waiting.put(key, ended);
    try {
      if (request != null) send(request);
      if (over.get() != null) return;
      if (ended.get() instanceof Failed failed)
        throw new McpFailure(Kind.REFUSED, "no subscription: error " + failed.code());
    } catch (ExecutionException e) {
      LOG.debug("the stream of {} ended", name, e);
    } finally {
      waiting.remove(key);
    }
  }

  @Override
  public void negotiated(Revision revision) {
    LOG.debug("{} speaks revision {}", name, revision.date());
  }

  @Override
  public boolean isOpen() {
    return over.get() == null;
  }

  @Override
  public boolean hasHeaders() {
    return false;
  }

  /// All calls share one pipe.
  @Override
  public boolean carriesQuestions() {
    return false;
  }

  @Override
  public void close() {
    end(new McpFailure(Kind.LOST, name + " was closed"));
    var _ = started.thenAccept(ServerProcess::end);
  }

  private void read() {
    ServerProcess process;
    try {
      process = ServerProcess.start(settings);
    } catch (McpFailure failure) {
      started.completeExceptionally(failure);
      return;
    }
    started.complete(process);
    try {
      var lines = new Bytes(process.output(), settings.messageMax());
      for (var line = lines.line(); line.isPresent(); line = lines.line())
        if (line.get().length > 0) received(RpcCodec.read(line.get()));
      end(new McpFailure(Kind.LOST, "the program of " + name + " ended"));
    } catch (McpFailure failure) {
      end(failure);
    } catch (IOException e) {
      end(new McpFailure(Kind.LOST, "the output of " + name + " ended", e));
    } finally {
      process.end();
    }
  }

  private void received(RpcMessage message) {
    switch (message) {
      case Request request -> {
        if (!outgoing.offer(RpcCodec.write(peer.requested(request))))
          LOG.debug("{} asks faster than it reads: an answer was dropped", name);
      }
      case Notification notification -> peer.notified(notification);
      case Result result -> answered(result.id(), result);
      case Failed failed -> failed.id().ifPresent(id -> answered(id, failed));
    }
  }

  /// An answer to a request that nobody made, or a second one, is dropped.
  private void answered(JsonNode id, Reply reply) {
    var asked = waiting.remove(id);
    if (asked == null) LOG.debug("{} answered a request that is not open", name);
    else asked.complete(reply);
  }

  private void write(ServerProcess process) {
    try (var out = process.input()) {
      while (true) {
        var message = outgoing.take();
        if (message.length == 0) return;
        out.write(message);
        out.write('\n');
        if (outgoing.isEmpty()) out.flush();
      }
    } catch (IOException e) {
      end(new McpFailure(Kind.LOST, "the program of " + name + " reads no more", e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A server's standard error is not kept: it may be about customers.
  private void drain(ServerProcess process) {
    long lines = 0;
    try (var in = process.errors()) {
      var buffer = new byte[ERROR_LINE_MAX];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) lines += count;
    } catch (IOException e) {
      LOG.debug("the standard error of {} ended", name, e);
    }
    LOG.debug("{} wrote {} bytes to its standard error", name, lines);
  }

  private void end(McpFailure failure) {
    if (!over.compareAndSet(null, failure)) return;
    outgoing.clear();
    outgoing.add(END);
    for (var asked : waiting.values()) asked.completeExceptionally(failure);
  }
}
