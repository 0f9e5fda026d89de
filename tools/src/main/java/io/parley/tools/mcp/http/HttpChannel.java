package io.parley.tools.mcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.tools.mcp.http.HttpSender.Answer;
import io.parley.tools.mcp.http.HttpSender.Ask;
import io.parley.tools.mcp.http.HttpSender.NotSent;
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
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server at an address: each message is a POST of its own, answered by one message or by a
/// stream of events. In revisions with sessions, a stream that broke off is opened again after its
/// last event, and the session is deleted at the end.
public final class HttpChannel implements Channel {
  private static final Logger LOG = LoggerFactory.getLogger(HttpChannel.class);

  private static final Duration LISTEN_MAX = Duration.ofHours(1);
  private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);
  private static final Duration GOODBYE = Duration.ofSeconds(5);
  private static final int RESUMES_MAX = 20;
  private static final int RENEWALS_MAX = 3;
  private static final int MESSAGES_MAX = 10_000;

  private final URI server;
  private final HttpSender sender;
  private final Credentials credentials;
  private final int messageMax;
  private final Peer peer;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Optional<Revision> revision = Optional.empty();
  private volatile Optional<String> session = Optional.empty();

  /// @param messageMax bytes of one message
  public HttpChannel(
      URI server, HttpSender sender, Credentials credentials, int messageMax, Peer peer) {
    this.server = server;
    this.sender = sender;
    this.credentials = credentials;
    this.messageMax = messageMax;
    this.peer = peer;
  }

  @Override
  public Reply ask(Request request, Map<String, String> headers, Deadline deadline)
      throws McpFailure, InterruptedException {
    try {
      return exchange(request, headers, deadline);
    } catch (InterruptedException e) {
      cancelled(request);
      throw e;
    } catch (McpFailure failure) {
      if (failure.kind() == Kind.TIMEOUT) cancelled(request);
      throw failure;
    }
  }

  private Reply exchange(Request request, Map<String, String> headers, Deadline deadline)
      throws McpFailure, InterruptedException {
    var initialize = request.method().equals("initialize");
    if (initialize) session = Optional.empty();
    try (var answer = post(request, headers, deadline);
        var _ = deadline.alarm(answer::close)) {
      if (initialize && answer.isSuccess())
        session = answer.header("Mcp-Session-Id").filter(HttpHeaderText::isVisible);
      return reply(request, answer, deadline);
    } catch (IOException e) {
      throw lost(e, deadline, request.method());
    }
  }

  private Reply reply(Request request, Answer answer, Deadline deadline)
      throws IOException, McpFailure, InterruptedException {
    var type = answer.header("Content-Type").orElse("");
    if (answer.isSuccess() && type.startsWith("text/event-stream"))
      return streamed(request, answer, deadline);
    if (answer.status() == 401
        || answer.status() == 403
        || (answer.status() == 404 && session.isPresent())) throw refused(answer);
    var bytes = Bytes.all(answer.body(), messageMax);
    if (type.startsWith("application/json") || answer.isSuccess()) {
      var read = readIfError(bytes, answer);
      if (read.isPresent()) return read.get();
      if (answer.isSuccess()) return own(request, RpcCodec.read(bytes));
    }
    throw refused(answer);
  }

  /// An error object in an answer with any status.
  private static Optional<Reply> readIfError(byte[] bytes, Answer answer) throws McpFailure {
    if (answer.isSuccess()) return Optional.empty();
    try {
      return RpcCodec.read(bytes) instanceof Failed failed ? Optional.of(failed) : Optional.empty();
    } catch (McpFailure notRpc) {
      LOG.debug("an answer with status {} has no error object", answer.status(), notRpc);
      return Optional.empty();
    }
  }

  private static Reply own(Request request, RpcMessage message) throws McpFailure {
    if (message instanceof Result result && result.id().equals(request.id())) return result;
    if (message instanceof Failed failed && failed.id().filter(request.id()::equals).isPresent())
      return failed;
    throw new McpFailure(Kind.MALFORMED, "an answer to something else than " + request.method());
  }

  /// Reads until the answer is there. A stream of the revisions with sessions may break off after
  /// an event with an id; it goes on where it was.
  private Reply streamed(Request request, Answer first, Deadline deadline)
      throws IOException, McpFailure, InterruptedException {
    var events = new ServerEvents(first.body(), messageMax);
    var found = drain(Optional.of(request), events, deadline);
    Optional<String> last = events.lastId();
    var retry = events.retry();
    for (int resumes = 0; found.isEmpty(); resumes++) {
      if (last.isEmpty() || isStateless() || resumes == RESUMES_MAX)
        throw new McpFailure(Kind.LOST, "the stream ended without the answer");
      pause(retry.orElse(DEFAULT_RETRY), deadline, request.method());
      try (var again = get(last, deadline);
          var _ = deadline.alarm(again::close)) {
        if (!again.isSuccess()) throw refused(again);
        var more = new ServerEvents(again.body(), messageMax);
        found = drain(Optional.of(request), more, deadline);
        last = more.lastId().or(events::lastId);
        retry = more.retry().isPresent() ? more.retry() : retry;
      }
    }
    return found.get();
  }

  /// @param request its answer ends the reading
  private Optional<Reply> drain(Optional<Request> request, ServerEvents events, Deadline deadline)
      throws IOException, McpFailure, InterruptedException {
    int count = 0;
    long bytes = 0;
    var id = request.map(Request::id);
    for (var data = next(events, deadline); data.isPresent(); data = next(events, deadline)) {
      bytes += data.get().length;
      if (id.isPresent() && (++count > MESSAGES_MAX || bytes > 4L * messageMax))
        throw new McpFailure(Kind.TOO_LARGE, "a stream that does not come to its answer");
      switch (RpcCodec.read(data.get())) {
        case Request asked -> tell(replied(asked, request, deadline), deadline);
        case Notification notification -> peer.notified(notification);
        case Result result -> {
          if (id.filter(result.id()::equals).isPresent()) return Optional.of(result);
        }
        case Failed failed -> {
          if (failed.id().isPresent() && failed.id().equals(id)) return Optional.of(failed);
        }
      }
    }
    return Optional.empty();
  }

  private Reply replied(Request asked, Optional<Request> during, Deadline deadline)
      throws InterruptedException {
    return during.isPresent()
        ? peer.requested(asked, during.get(), deadline)
        : peer.requested(asked);
  }

  private static Optional<byte[]> next(ServerEvents events, Deadline deadline)
      throws IOException, McpFailure {
    try {
      return events.next();
    } catch (IOException e) {
      // what was not cut off by this side is a broken stream, which may go on
      if (deadline.hasPassed() || Thread.currentThread().isInterrupted()) throw e;
      LOG.debug("a stream broke off", e);
      return Optional.empty();
    }
  }

  private void pause(Duration time, Deadline deadline, String method)
      throws McpFailure, InterruptedException {
    if (deadline.left().compareTo(time) < 0) throw deadline.passed(method);
    if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS))
      throw new McpFailure(Kind.LOST, "the connection was closed");
  }

  @Override
  public void tell(Notification notification, Deadline deadline)
      throws McpFailure, InterruptedException {
    tell((RpcMessage) notification, deadline);
  }

  private void tell(RpcMessage message, Deadline deadline) throws McpFailure, InterruptedException {
    try (var answer = post(message, Map.of(), deadline)) {
      if (!answer.isSuccess()) throw refused(answer);
    } catch (IOException e) {
      throw lost(e, deadline, "a message");
    }
  }

  @Override
  public void listen(Request request) throws McpFailure, InterruptedException {
    var deadline = Deadline.in(LISTEN_MAX);
    try (var answer =
            request == null ? get(Optional.empty(), deadline) : post(request, Map.of(), deadline);
        var _ = deadline.alarm(answer::close)) {
      if (!answer.isSuccess()) throw refused(answer);
      if (!answer.header("Content-Type").orElse("").startsWith("text/event-stream"))
        throw new McpFailure(Kind.REFUSED, "no stream of events");
      drain(Optional.empty(), new ServerEvents(answer.body(), messageMax), deadline);
    } catch (NotSent e) {
      throw lost(e, deadline, "a stream of events");
    } catch (IOException e) {
      if (Thread.interrupted()) throw new InterruptedException();
      LOG.debug("a stream of events ended", e);
    }
  }

  private Answer post(RpcMessage message, Map<String, String> extra, Deadline deadline)
      throws IOException, McpFailure, InterruptedException {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json, text/event-stream");
    headers.putAll(RequestHeaders.of(message, revision, session));
    headers.putAll(extra);
    return send("POST", headers, new String(RpcCodec.write(message), UTF_8), deadline);
  }

  private Answer get(Optional<String> lastEvent, Deadline deadline)
      throws IOException, McpFailure, InterruptedException {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Accept", "text/event-stream");
    headers.putAll(RequestHeaders.standing(revision, session));
    lastEvent.ifPresent(id -> headers.put("Last-Event-ID", id));
    return send("GET", headers, "", deadline);
  }

  /// Repeated with new credentials when those at hand are not enough.
  private Answer send(String method, Map<String, String> headers, String body, Deadline deadline)
      throws IOException, McpFailure, InterruptedException {
    for (int renewals = 0; ; renewals++) {
      var all = new LinkedHashMap<>(headers);
      var proof = credentials.headers(deadline);
      all.putAll(proof);
      var answer =
          sender.send(new Ask(method, server, all, body), deadline.left(), deadline.longest());
      if (answer.status() != 401 && answer.status() != 403) return answer;
      try {
        if (renewals == RENEWALS_MAX || !credentials.renew(proof, answer, deadline)) return answer;
      } catch (McpFailure | InterruptedException | RuntimeException e) {
        answer.close();
        throw e;
      }
      answer.close();
    }
  }

  private McpFailure refused(Answer answer) {
    var text = "the server answered with status " + answer.status();
    if (answer.status() == 401 || answer.status() == 403)
      return new McpFailure(Kind.UNAUTHORIZED, text);
    if (answer.status() == 404 && session.isPresent())
      return new McpFailure(Kind.SESSION_GONE, text);
    return new McpFailure(answer.status() / 100 == 5 ? Kind.SERVER_ERROR : Kind.REFUSED, text);
  }

  private static McpFailure lost(IOException e, Deadline deadline, String method)
      throws InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    if (e instanceof NotSent) return new McpFailure(Kind.UNREACHABLE, e.getMessage(), e);
    if (e instanceof HttpTimeoutException || deadline.hasPassed()) return deadline.passed(method);
    return new McpFailure(
        Kind.LOST, "the connection was lost (%s)".formatted(e.getClass().getSimpleName()), e);
  }

  /// In the stateless revision the end of the connection cancels; before, a message does.
  private void cancelled(Request request) {
    if (isStateless() || revision.isEmpty()) return;
    var params = RpcCodec.object().put("reason", "no longer needed");
    params.set("requestId", request.id());
    Thread.startVirtualThread(
        () -> {
          try {
            tell(new Notification("notifications/cancelled", params), Deadline.in(GOODBYE));
          } catch (McpFailure | InterruptedException e) {
            LOG.debug("a cancellation was not taken", e);
          }
        });
  }

  private boolean isStateless() {
    return revision.filter(Revision::isStateless).isPresent();
  }

  @Override
  public void negotiated(Revision agreed) {
    revision = Optional.of(agreed);
  }

  @Override
  public boolean isOpen() {
    return closed.getCount() > 0;
  }

  @Override
  public boolean hasHeaders() {
    return true;
  }

  @Override
  public boolean carriesQuestions() {
    return true;
  }

  @Override
  public void close() {
    closed.countDown();
    var open = session;
    session = Optional.empty();
    if (open.isEmpty()) return;
    var headers = RequestHeaders.standing(revision, open);
    Thread.startVirtualThread(() -> delete(headers));
  }

  private void delete(Map<String, String> headers) {
    try (var answer = send("DELETE", headers, "", Deadline.in(GOODBYE))) {
      LOG.debug("a session was deleted with status {}", answer.status());
    } catch (IOException | McpFailure | InterruptedException e) {
      LOG.debug("a session was not deleted", e);
    }
  }
}
