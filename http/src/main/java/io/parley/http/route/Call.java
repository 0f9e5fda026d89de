package io.parley.http.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Principal;
import io.parley.core.fault.Stages;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.tenant.TenantId;
import io.parley.core.trace.TraceParent;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.TimeoutAccess;
import org.apache.pekko.stream.Materializer;

/// A request with its route.
///
/// @param path the matching template, which may be logged and counted: the path itself holds ids
/// @param values the path parameters
/// @param trace parent trace context of the request's work; empty when it is not traced
/// @param proven the sender, if its credential was checked before the endpoint got the request
/// @param told facts for the log
public record Call(
    HttpRequest request,
    PathTemplate path,
    Map<String, String> values,
    RequestId id,
    RemoteAddress from,
    Optional<TraceParent> trace,
    Body body,
    Materializer materializer,
    Optional<Proven> proven,
    Told told) {

  private static final String BEARER = "bearer ";

  /// @param bytesMax limit of the body's size; @param timeout limit of its arrival time
  public record BodyLimits(long bytesMax, Duration timeout) {}

  /// A sender whose credential was checked.
  ///
  /// @param token the credential as received, without `Bearer`
  /// @param signIn the id of a person's sign-in; empty for a program
  public record Proven(String token, Principal principal, Optional<String> signIn) {
    /// A program with an API key.
    public Proven(String token, Principal principal) {
      this(token, principal, Optional.empty());
    }

    @Override
    public String toString() {
      return "Proven[(not shown), " + principal + "]";
    }
  }

  /// The body's entity until it is read. An unread body must be discarded, or the connection
  /// stalls.
  record Body(BodyLimits limits, AtomicBoolean taken) {
    static Body untaken(BodyLimits limits) {
      return new Body(limits, new AtomicBoolean());
    }
  }

  /// Facts about a request that only its answer finds out: the same of all copies.
  record Told(AtomicReference<TenantId> tenant) {
    static Told nothing() {
      return new Told(new AtomicReference<>());
    }
  }

  /// The same request of a sender that was checked.
  public Call by(Proven sender) {
    return new Call(
        request, path, values, id, from, trace, body, materializer, Optional.of(sender), told);
  }

  /// Notes the tenant of the sender, whose credential was accepted, for the log.
  public void isOf(TenantId tenant) {
    told.tenant().set(tenant);
  }

  /// The tenant of the sender; empty without an accepted credential.
  public Optional<TenantId> tenant() {
    return Optional.ofNullable(told.tenant().get());
  }

  public String value(String name) {
    var value = values.get(name);
    if (value == null)
      throw new IllegalStateException("no place named " + name + " in " + path.text());
    return value;
  }

  /// The same for a value that may hold escaped characters, such as a slash (`%2F`).
  ///
  /// @throws ProblemException 404 when it is not escaped according to RFC 3986
  public String decoded(String name) {
    try {
      // a plus is a plus: only forms write a space so
      return URLDecoder.decode(value(name).replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new ProblemException(ProblemType.NOT_FOUND);
    }
  }

  void discardBodyUnlessTaken() {
    if (body.taken().compareAndSet(false, true)) request.discardEntityBytes(materializer);
  }

  public Optional<String> header(String name) {
    return request.getHeader(name).map(HttpHeader::value);
  }

  /// The token in `Authorization` (RFC 6750); may be empty.
  public Optional<String> bearer() {
    return header("Authorization")
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(value -> value.substring(BEARER.length()).strip());
  }

  public Optional<String> query(String name) {
    return request.getUri().query().get(name);
  }

  /// The query parameters of these names. One that comes twice is none (RFC 6749, section 3.1), and
  /// so is one with a longer value.
  public Map<String, String> queryOnce(Collection<String> names, int lengthMax) {
    var query = request.getUri().query();
    var once = new HashMap<String, String>();
    for (var name : names) {
      var values = query.getAll(name);
      if (values.size() == 1 && values.getFirst().length() <= lengthMax)
        once.put(name, values.getFirst());
    }
    return once;
  }

  /// @throws Malformed when the value is not a whole number from `min` to `max`
  public Optional<Long> queryNumber(String name, long min, long max) {
    return query(name).map(text -> number("the query parameter " + name, text, min, max));
  }

  /// @param what the number's name, for the message
  public static long number(String what, String text, long min, long max) {
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) return number;
    } catch (NumberFormatException e) {
      throw expected(what, min, max);
    }
    throw expected(what, min, max);
  }

  /// The body as one JSON object; an absent body is an empty one.
  public CompletionStage<Fields> json() {
    return json(body.limits());
  }

  /// The same for bodies that have limits of their own.
  public CompletionStage<Fields> json(BodyLimits limits) {
    return tree(limits).thenApply(Fields::of);
  }

  /// The body as one JSON object, for protocols whose fields have names of many forms.
  public CompletionStage<ObjectNode> tree() {
    return tree(body.limits());
  }

  private CompletionStage<ObjectNode> tree(BodyLimits limits) {
    var type = request.entity().getContentType();
    return strict(limits)
        .thenApply(
            strict -> {
              if (strict.getData().isEmpty()) return JsonText.object();
              requireJson(type);
              return JsonText.object(utf8(strict));
            });
  }

  /// The body as text in UTF-8.
  ///
  /// @param mediaType such as `application/sdp`; any other is refused
  public CompletionStage<String> text(String mediaType) {
    if (!request.entity().getContentType().mediaType().toString().equals(mediaType))
      throw new ProblemException(
          ProblemDetail.of(
              ProblemType.UNSUPPORTED_MEDIA_TYPE, "expected: Content-Type: " + mediaType));
    return strict(body.limits()).thenApply(Call::utf8);
  }

  /// The body as it is, of any type.
  public CompletionStage<byte[]> bytes(BodyLimits limits) {
    return strict(limits).thenApply(strict -> strict.getData().toArray());
  }

  /// Allows more time for the reply than `pekko.http.server.request-timeout`, from the arrival of
  /// the whole request.
  public void answerWithin(Duration time) {
    request
        .getHeader(TimeoutAccess.class)
        .ifPresent(header -> header.timeoutAccess().updateTimeout(time));
  }

  /// The media type that the body's sender named, if any.
  public Optional<String> mediaType() {
    return Optional.of(request.entity().getContentType())
        .filter(type -> !type.equals(ContentTypes.NO_CONTENT_TYPE))
        .map(type -> type.mediaType().toString());
  }

  private CompletionStage<HttpEntity.Strict> strict(BodyLimits limits) {
    long max = limits.bytesMax();
    // a body declared too large is refused unread
    if (request.entity().getContentLengthOption().orElse(0) > max)
      throw new ProblemException(Problems.bodyLargerThan(max));
    body.taken().set(true);
    return request
        .entity()
        .withSizeLimit(max)
        .toStrict(limits.timeout().toMillis(), materializer)
        .exceptionally(Call::notArrived);
  }

  private static HttpEntity.Strict notArrived(Throwable failure) {
    var cause = Stages.cause(failure);
    if (cause instanceof TimeoutException) throw new ProblemException(ProblemType.BODY_TOO_SLOW);
    throw new CompletionException(cause);
  }

  private static void requireJson(ContentType type) {
    var media = type.mediaType();
    boolean json = media.equals(MediaTypes.APPLICATION_JSON) || media.subType().endsWith("+json");
    if (!json)
      throw new ProblemException(
          ProblemDetail.of(
              ProblemType.UNSUPPORTED_MEDIA_TYPE, "expected: Content-Type: application/json"));
  }

  private static String utf8(HttpEntity.Strict entity) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(entity.getData().toArrayUnsafe()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("the body is not UTF-8");
    }
  }

  private static Malformed expected(String what, long min, long max) {
    return new Malformed(
        max == Long.MAX_VALUE
            ? "%s is not a whole number (expected: ≥ %d)".formatted(what, min)
            : "%s is not a whole number from %d to %d".formatted(what, min, max));
  }
}
