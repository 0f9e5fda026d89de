package io.parley.voice.sip.transport;

import io.parley.core.text.Sha256;
import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// Answers requests that no call takes: OPTIONS with 200, all others with what is wrong with them
/// (RFC 3261, section 8.2). Without memory: the same request always gets the same answer.
public final class Refusals {
  private static final int TAG_BYTES = 8;

  private final byte[] secret;

  /// @param secret of which tags are made
  public Refusals(byte[] secret) {
    this.secret = secret.clone();
  }

  /// @param otherwise the status of a request for a call that is as it should be
  public Response to(Request request, int otherwise) {
    return tagged(request, answer(request, otherwise));
  }

  /// With a tag that the same request always gets.
  public Response tagged(Request request, Response response) {
    return response.tagged(tag(request));
  }

  private static Response answer(Request request, int otherwise) {
    if (!LocalEnd.METHODS.contains(request.method()))
      return able(Response.to(request, isKnown(request) ? 405 : 501));
    if (!(request.uri() instanceof SipUri)) return Response.to(request, 416);
    var unable = badExtension(request);
    if (unable.isPresent()) return unable.get();
    if (request.is(Method.OPTIONS)) return able(Response.to(request, 200));
    boolean isOfCall = request.to().tag().isPresent() || !request.is(Method.INVITE);
    return Response.to(request, isOfCall ? 481 : otherwise);
  }

  /// 420, if an extension is required that we do not have; without a tag.
  public static Optional<Response> badExtension(Request request) {
    var unknown =
        request.headers().all(HeaderType.REQUIRE).stream()
            .filter(name -> LocalEnd.EXTENSIONS.stream().noneMatch(name::equalsIgnoreCase))
            .toList();
    if (unknown.isEmpty()) return Optional.empty();
    var refusal = Response.to(request, 420);
    return Optional.of(refusal.with(refusal.headers().with(HeaderType.UNSUPPORTED, unknown)));
  }

  private static boolean isKnown(Request request) {
    return switch (request.method()) {
      case Method.REGISTER, "MESSAGE", "SUBSCRIBE", "PUBLISH" -> true;
      default -> false;
    };
  }

  private static Response able(Response response) {
    return response.with(
        response
            .headers()
            .plus("Accept", MediaType.SDP.toString())
            .plus(HeaderType.ALLOW.name(), String.join(", ", LocalEnd.METHODS))
            .plus(HeaderType.SUPPORTED.name(), String.join(", ", LocalEnd.EXTENSIONS)));
  }

  /// Without what is good to know only.
  static Response bare(Response response) {
    return response.with(
        response
            .headers()
            .without(HeaderType.ALLOW)
            .without(HeaderType.SUPPORTED)
            .without("Accept"));
  }

  private String tag(Request request) {
    var digest = Sha256.begin();
    digest.update(secret);
    digest.update(request.callId().getBytes(StandardCharsets.UTF_8));
    digest.update(request.topVia().branch().orElse("").getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest(), 0, TAG_BYTES);
  }
}
