package io.parley.tools.mcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.outbound.guard.GuardFailure;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.outbound.guard.GuardedRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Sends by the guarded way out: public addresses, and those that the operator allows. Credentials
/// and sessions go to the host of the request alone.
///
/// @param connectTimeout time to resolve the host, and to connect
public record GuardedSender(GuardedHttp guard, Duration connectTimeout) implements HttpSender {
  /// Of streams that stay open for long; each message has its own, smaller limit.
  private static final long BODY_MAX = 1L << 30;

  private static final Set<String> NOT_SECRET =
      Set.of("Accept", "Content-Type", "MCP-Protocol-Version", "Mcp-Method", "Last-Event-ID");

  @Override
  public Answer send(Ask ask, Duration timeout) throws IOException, InterruptedException {
    return send(ask, timeout, timeout);
  }

  @Override
  public Answer send(Ask ask, Duration head, Duration longest)
      throws IOException, InterruptedException {
    var whole = positive(longest);
    var limits = new GuardLimits(connectTimeout, positive(head), whole, whole, BODY_MAX);
    try {
      var response = guard.send(request(ask).within(limits));
      return new Answer(
          response.status(),
          name -> response.headers().firstValue(name),
          response.body(),
          response::close);
    } catch (GuardFailure failure) {
      if (failure.category() == GuardFailure.Category.CANCELLED && Thread.interrupted())
        throw new InterruptedException();
      if (failure.mayHaveHappened()) throw failure;
      throw new NotSent(failure.getMessage(), failure);
    }
  }

  /// No time left still needs a positive limit.
  private static Duration positive(Duration time) {
    return time.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : time;
  }

  private static GuardedRequest request(Ask ask) throws NotSent {
    try {
      var request = GuardedRequest.of(ask.method(), ask.uri()).withoutRedirects();
      if (!ask.body().isEmpty())
        request = request.with(ask.headers().get("Content-Type"), ask.body().getBytes(UTF_8));
      for (var header : ask.headers().entrySet()) request = with(request, header);
      return request;
    } catch (IllegalArgumentException e) {
      throw new NotSent("a header that cannot be sent", e);
    }
  }

  private static GuardedRequest with(GuardedRequest request, Map.Entry<String, String> header) {
    if (header.getKey().equals("Content-Type")) return request;
    return NOT_SECRET.contains(header.getKey())
        ? request.with(header.getKey(), header.getValue())
        : request.withCredential(header.getKey(), header.getValue());
  }
}
