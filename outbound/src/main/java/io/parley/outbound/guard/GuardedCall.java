package io.parley.outbound.guard;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/// One request and its redirects. [#send] is called once, [#cancel] by any thread at any time.
public final class GuardedCall {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<String> NEED_BODY = Set.of("POST", "PUT", "PATCH");
  private static final int SWITCHING = 101;
  private static final int SEPARATORS = 4;

  private final GuardedHttp http;
  private final GuardedRequest request;
  private final GuardLimits limits;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final LimitedBody.Failures failures = new Naming();

  private volatile Optional<Call> current = Optional.empty();
  private volatile String origin = "";
  private volatile boolean cancelled;
  private volatile boolean late;
  private volatile boolean sent;
  private long endsAt;

  GuardedCall(GuardedHttp http, GuardedRequest request) {
    this.http = http;
    this.request = request;
    this.limits = request.limits().orElse(http.settings().limits());
  }

  /// Sends the request and waits for the head of the answer.
  ///
  /// @throws GuardFailure if it is refused or fails
  public GuardedResponse send() throws GuardFailure {
    if (!begun.compareAndSet(false, true))
      throw new IllegalStateException("a call is sent twice (expected: one call for each request)");
    if (!http.places().tryAcquire())
      throw failure(
          GuardFailure.Category.BUSY,
          "%d requests are under way (expected: at most parley.outbound.requests-max)"
              .formatted(http.settings().requestsMax()),
          null);
    boolean isAnswered = false;
    try {
      endsAt = System.nanoTime() + limits.whole().toNanos();
      var answer = follow();
      isAnswered = true;
      return answer;
    } finally {
      if (!isAnswered) http.places().release();
    }
  }

  /// Ends the request, or the reading of its answer.
  public void cancel() {
    cancelled = true;
    current.ifPresent(Call::cancel);
  }

  private GuardedResponse follow() throws GuardFailure {
    var allowed = http.allowed();
    var first = Urls.check(request.uri(), allowed);
    var target = first;
    for (int hop = 0; ; hop++) {
      var answer = exchange(target, target.hasOriginOf(first));
      var next = redirect(answer, target);
      if (next.isEmpty()) return guarded(answer, target);
      answer.close();
      if (hop == http.settings().redirectsMax())
        throw GuardFailure.refused(
            "%s redirects more than %d times (expected: at most parley.outbound.redirects-max)"
                .formatted(origin, http.settings().redirectsMax()));
      target = Urls.check(next.get(), allowed);
    }
  }

  private Response exchange(Target target, boolean withCredentials) throws GuardFailure {
    origin = target.origin();
    long left = endsAt - System.nanoTime();
    if (left <= 0) throw tooSlow(null);
    var call =
        http.client(withCredentials ? request.identity() : Optional.empty())
            .newBuilder()
            .connectTimeout(limits.connect())
            .readTimeout(limits.head())
            .writeTimeout(limits.head())
            .callTimeout(Duration.ofNanos(left).plusMillis(1))
            .eventListener(new Sending())
            .build()
            .newCall(request(target, withCredentials));
    current = Optional.of(call);
    if (cancelled) call.cancel();
    var lateHead = lateHead(call);
    try {
      return call.execute();
    } catch (IOException e) {
      throw failures.of(e);
    } finally {
      lateHead.cancel(false);
    }
  }

  /// A server that sends a byte now and then keeps every single read within its time.
  private Future<?> lateHead(Call call) {
    return http.timer()
        .schedule(
            () -> {
              late = true;
              call.cancel();
            },
            limits.connect().plus(limits.head()).toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private Request request(Target target, boolean withCredentials) throws GuardFailure {
    var builder = new Request.Builder().url(url(target)).header("User-Agent", "Parley");
    request.headers().forEach(builder::header);
    if (withCredentials) request.credentials().forEach(builder::header);
    var body =
        request
            .content()
            .map(content -> RequestBody.create(content.bytes(), MediaType.parse(content.type())))
            .orElseGet(
                () ->
                    NEED_BODY.contains(request.method()) ? RequestBody.create(new byte[0]) : null);
    return builder.method(request.method(), body).build();
  }

  /// The client parses addresses with its own rules: both must have read the same host.
  private static HttpUrl url(Target target) throws GuardFailure {
    var url = HttpUrl.get(target.uri());
    boolean isSame =
        url != null
            && url.port() == target.port()
            && target
                .literal()
                .map(address -> InetAddress.ofLiteral(url.host()).equals(address))
                .orElseGet(() -> url.host().equals(target.host()));
    if (!isSame)
      throw GuardFailure.refused(
          "an address of another form is refused (expected: https://host/path)");
    return url;
  }

  private Optional<URI> redirect(Response answer, Target from) throws GuardFailure {
    var location = answer.header("Location");
    if (!request.followsRedirects() || location == null || !REDIRECTS.contains(answer.code()))
      return Optional.empty();
    try {
      var next = from.uri().resolve(location);
      if (from.scheme().equals("https") && "http".equalsIgnoreCase(next.getScheme()))
        throw GuardFailure.refused(
            "a redirect of %s to http is refused (expected: https)".formatted(origin));
      return Optional.of(next);
    } catch (IllegalArgumentException e) {
      throw failure(GuardFailure.Category.BROKEN, origin + " redirects to no address", e);
    } finally {
      answer.close();
    }
  }

  private GuardedResponse guarded(Response answer, Target target) throws GuardFailure {
    HttpHeaders headers;
    try {
      headers = headers(answer);
      check(answer, headers);
    } catch (GuardFailure e) {
      end(answer, false);
      throw e;
    }
    answer.body().source().timeout().timeout(limits.idle().toNanos(), TimeUnit.NANOSECONDS);
    var type = Optional.ofNullable(answer.body().contentType());
    return new GuardedResponse(
        target.uri(),
        answer.code(),
        headers,
        new LimitedBody(answer.body().byteStream(), limits.bodyMax(), failures),
        type.map(MediaType::charset),
        isRead -> {
          end(answer, isRead);
          http.places().release();
        });
  }

  /// A line without a name, which the client takes, is no header.
  private HttpHeaders headers(Response answer) throws GuardFailure {
    try {
      return HttpHeaders.of(answer.headers().toMultimap(), (_, _) -> true);
    } catch (IllegalArgumentException e) {
      throw failure(GuardFailure.Category.BROKEN, origin + " sends a header of no form", e);
    }
  }

  private void check(Response answer, HttpHeaders headers) throws GuardFailure {
    if (answer.code() == SWITCHING)
      throw failure(GuardFailure.Category.BROKEN, origin + " switches the protocol", null);
    long size =
        headers.map().entrySet().stream()
            .flatMap(
                header ->
                    header.getValue().stream()
                        .map(value -> header.getKey().length() + value.length() + SEPARATORS))
            .mapToLong(Integer::longValue)
            .sum();
    if (size > http.settings().headersMax())
      throw failure(
          GuardFailure.Category.TOO_LARGE,
          "%s sends headers over %d bytes".formatted(origin, http.settings().headersMax()),
          null);
    if (answer.body().contentLength() > limits.bodyMax()) throw failures.tooLarge(limits.bodyMax());
    if (headers.firstValue("Content-Encoding").filter(c -> !c.equals("identity")).isPresent())
      throw failure(
          GuardFailure.Category.BROKEN,
          origin + " compresses its answer in another way than gzip",
          null);
  }

  /// Without waiting for the rest of a body that nobody reads.
  private void end(Response answer, boolean isRead) {
    if (!isRead) current.ifPresent(Call::cancel);
    answer.close();
  }

  private GuardFailure tooSlow(IOException cause) {
    return failure(
        GuardFailure.Category.TIMEOUT,
        "%s was too slow (expected: head within %s, all within %s)"
            .formatted(origin, limits.head(), limits.whole()),
        cause);
  }

  private GuardFailure failure(GuardFailure.Category category, String message, Exception cause) {
    return new GuardFailure(category, message, sent, cause);
  }

  /// Notes that a request leaves: until then it certainly had no effect.
  private final class Sending extends EventListener {
    @Override
    public void requestHeadersStart(Call call) {
      sent = true;
    }
  }

  /// Names the client's exceptions.
  private final class Naming implements LimitedBody.Failures {
    @Override
    public GuardFailure of(IOException failure) {
      if (failure instanceof GuardFailure known) return known;
      if (failure.getCause() instanceof GuardFailure known) return known;
      if (cancelled || isInterrupted(failure))
        return failure(GuardFailure.Category.CANCELLED, origin + ": the call was ended", failure);
      if (late || failure instanceof InterruptedIOException || System.nanoTime() >= endsAt)
        return tooSlow(failure);
      if (failure instanceof UnknownHostException)
        return failure(
            GuardFailure.Category.UNKNOWN_HOST, origin + ": the host has no address", failure);
      return sent
          ? failure(GuardFailure.Category.BROKEN, origin + ": the answer broke off", failure)
          : failure(GuardFailure.Category.NO_CONNECTION, origin + ": no connection", failure);
    }

    @Override
    public GuardFailure tooLarge(long bytesMax) {
      return failure(
          GuardFailure.Category.TOO_LARGE,
          "%s sends a body over %d bytes".formatted(origin, bytesMax),
          null);
    }

    private boolean isInterrupted(IOException failure) {
      return Thread.currentThread().isInterrupted()
          || (failure instanceof InterruptedIOException
              && "interrupted".equals(failure.getMessage()));
    }
  }
}
