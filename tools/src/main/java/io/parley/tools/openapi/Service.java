package io.parley.tools.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.ToolFailure;
import io.parley.outbound.guard.ClientIdentity;
import io.parley.outbound.guard.GuardFailure;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardedRequest;
import io.parley.outbound.http.RetryAfter;
import io.parley.tools.json.Jackson;
import io.parley.tools.mcp.http.GuardedSender;
import io.parley.tools.mcp.oauth.KnownTokenServer;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.source.SourceAccess;
import io.parley.tools.source.SourceFailure;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Sends requests to a service, with credentials, by the guarded way out. A pause that the service
/// asks for holds for all its calls on this node.
final class Service implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final int UNAUTHORIZED = 401;
  private static final int SERVER_ERROR = 500;
  private static final int ATTEMPTS_MAX = 3;
  private static final String HIDDEN = "(secret)";

  private final Definition definition;
  private final SourceAccess access;
  private final Optional<KnownTokenServer> tokens;
  private final CountDownLatch closed = new CountDownLatch(1);

  /// Of [System#nanoTime()].
  private volatile long pausedUntil = System.nanoTime();

  /// @param body as text
  record Reply(int status, HttpHeaders headers, String body) {
    boolean isSuccess() {
      return status / 100 == 2;
    }
  }

  private Service(Definition definition, SourceAccess access) {
    this.definition = definition;
    this.access = access;
    this.tokens =
        definition.auth() instanceof Auth.OAuth oauth
            ? Optional.of(
                new KnownTokenServer(
                    oauth.tokenUrl(),
                    oauth.clientId(),
                    target -> access.filled(oauth.clientSecret(), target),
                    oauth.scope(),
                    new GuardedSender(access.http(), CONNECT)))
            : Optional.empty();
  }

  static Service of(Definition definition, SourceAccess access) {
    return new Service(definition, access);
  }

  /// @param mayRepeat whether an unclear refusal may be repeated
  /// @throws ToolFailure if there is no answer
  Reply send(Outgoing outgoing, boolean mayRepeat, Deadline deadline) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      waitForPause(deadline);
      var token = token(deadline);
      var reply = exchange(outgoing, token, deadline);
      boolean isLast = attempt == ATTEMPTS_MAX;
      if (reply.status() == UNAUTHORIZED && token.isPresent()) {
        tokens.orElseThrow().refused(token.get());
        if (attempt > 1) return reply;
      } else if (reply.status() == TOO_MANY || (reply.status() == UNAVAILABLE && mayRepeat)) {
        var pause = RetryAfter.of(reply.headers(), Instant.now());
        if (pause.isEmpty()) return reply;
        pausedUntil = System.nanoTime() + pause.get().toNanos();
        if (isLast || pause.get().compareTo(deadline.left()) >= 0) return reply;
      } else return reply;
    }
  }

  private void waitForPause(Deadline deadline) throws InterruptedException {
    long pause = pausedUntil - System.nanoTime();
    if (pause <= 0) return;
    if (pause >= deadline.left().toNanos())
      throw ToolFailure.notSent(
          "%s asked for a pause of %d s"
              .formatted(definition.settings().name(), TimeUnit.NANOSECONDS.toSeconds(pause) + 1),
          null);
    if (closed.await(pause, TimeUnit.NANOSECONDS))
      throw ToolFailure.notSent("the source was closed", null);
  }

  private Optional<String> token(Deadline deadline) throws InterruptedException {
    if (tokens.isEmpty()) return Optional.empty();
    try {
      return Optional.of(tokens.get().token(deadline));
    } catch (McpFailure | SourceFailure failure) {
      throw ToolFailure.notSent(failure.getMessage(), failure);
    }
  }

  private Reply exchange(Outgoing outgoing, Optional<String> token, Deadline deadline)
      throws InterruptedException {
    var left = deadline.left().compareTo(LEAST) < 0 ? LEAST : deadline.left();
    var limits = new GuardLimits(CONNECT, left, left, left, definition.settings().answerMax());
    GuardedRequest request;
    try {
      request = request(outgoing, token).within(limits).withoutRedirects();
    } catch (SourceFailure | IllegalArgumentException failure) {
      throw ToolFailure.notSent(failure.getMessage(), failure);
    }
    try (var response = access.http().send(request)) {
      return new Reply(response.status(), response.headers(), response.text());
    } catch (GuardFailure failure) {
      if (failure.category() == GuardFailure.Category.CANCELLED && Thread.interrupted())
        throw new InterruptedException();
      throw failure.mayHaveHappened()
          ? ToolFailure.maybeSent(failure.getMessage(), failure)
          : ToolFailure.notSent(failure.getMessage(), failure);
    }
  }

  private GuardedRequest request(Outgoing outgoing, Optional<String> token) {
    var uri = outgoing.uri();
    if (definition.auth() instanceof Auth.Query(var name, var value))
      uri = Outgoing.with(uri, name, access.filled(value, uri));
    var request = GuardedRequest.of(outgoing.method(), uri);
    if (outgoing.body().isPresent())
      request = request.with(outgoing.type(), outgoing.body().get().toString().getBytes(UTF_8));
    for (var header : outgoing.headers().entrySet())
      request = request.with(header.getKey(), header.getValue());
    for (var header : definition.headers().entrySet())
      request = request.withCredential(header.getKey(), access.filled(header.getValue(), uri));
    if (token.isPresent())
      request = request.withCredential("Authorization", "Bearer " + token.get());
    if (definition.identity().isPresent())
      request = request.as(identity(definition.identity().get(), uri));
    return proved(request, uri);
  }

  private ClientIdentity identity(Definition.Identity pem, URI uri) {
    return ClientIdentity.ofPem(
        access.filled(pem.certificate(), uri), access.filled(pem.key(), uri));
  }

  private GuardedRequest proved(GuardedRequest request, URI uri) {
    return switch (definition.auth()) {
      case Auth.None(), Auth.Query _, Auth.OAuth _ -> request;
      case Auth.Header(var name, var value) ->
          request.withCredential(name, access.filled(value, uri));
      case Auth.Basic(var user, var password) -> {
        var pair = access.filled(user, uri) + ":" + access.filled(password, uri);
        yield request.withCredential(
            "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
      }
    };
  }

  /// The request as it is sent, with marks in place of credentials.
  ObjectNode shown(Outgoing outgoing) {
    var uri =
        definition.auth() instanceof Auth.Query(var name, _)
            ? Outgoing.with(outgoing.uri(), name, HIDDEN)
            : outgoing.uri();
    var shown = Jackson.object().put("method", outgoing.method()).put("url", uri.toString());
    var headers = shown.putObject("headers");
    outgoing.body().ifPresent(_ -> headers.put("Content-Type", outgoing.type()));
    outgoing.headers().forEach(headers::put);
    definition.headers().keySet().forEach(name -> headers.put(name, HIDDEN));
    switch (definition.auth()) {
      case Auth.None(), Auth.Query _ -> {}
      case Auth.Header(var name, _) -> headers.put(name, HIDDEN);
      case Auth.Basic _, Auth.OAuth _ -> headers.put("Authorization", HIDDEN);
    }
    outgoing.body().ifPresent(body -> shown.set("body", body));
    return shown;
  }

  /// @throws ToolFailure if the service cannot be reached, or answers with an error of its own
  void probe(URI server, Deadline deadline) throws InterruptedException {
    var outgoing = new Outgoing("GET", URI.create(server + "/"), Map.of(), "", Optional.empty());
    var reply = exchange(outgoing, Optional.empty(), deadline);
    if (reply.status() >= SERVER_ERROR)
      throw ToolFailure.notSent("the service answered with the status " + reply.status(), null);
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
