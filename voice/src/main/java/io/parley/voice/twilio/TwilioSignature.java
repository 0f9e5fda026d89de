package io.parley.voice.twilio;

import io.parley.core.text.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks `X-Twilio-Signature`: HMAC-SHA-1 under the account's token, in base64, over the address
/// as Twilio called it and the form's parameters, sorted by name. A body that is no form is signed
/// by its SHA-256 in the address (`bodySHA256`). Comparisons take the same time for every
/// signature. Source: Twilio, "Webhooks security".
public final class TwilioSignature {
  private static final String HMAC = "HmacSHA1";
  private static final Pattern BODY_HASH =
      Pattern.compile("[?&]bodySHA256=([0-9a-fA-F]{64})(?:&|$)");

  private final SecretKeySpec key;

  /// @param token of the account
  public TwilioSignature(String token) {
    this.key = new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), HMAC);
  }

  /// Whether the signature is that of a request with a form, or without a body.
  ///
  /// @param called the whole address, query included
  /// @param form name to values; empty without one
  public boolean signsForm(URI called, Map<String, List<String>> form, String signature) {
    var parameters = parameters(form);
    return signsAny(withAndWithoutPort(called).map(url -> url + parameters), signature);
  }

  /// Whether the signature is that of a request with another body, whose hash is in the address.
  public boolean signsBody(URI called, byte[] body, String signature) {
    var hash = BODY_HASH.matcher(called.toString());
    if (!hash.find()) return false;
    boolean isBody = MessageDigest.isEqual(Sha256.of(body), HexFormat.of().parseHex(hash.group(1)));
    return signsForm(called, Map.of(), signature) && isBody;
  }

  /// Whether the address says that the body is signed by its hash.
  public static boolean isByHash(URI called) {
    return BODY_HASH.matcher(called.toString()).find();
  }

  /// Whether the signature is that of the request that opens a WebSocket. Twilio signs the address
  /// in the answer document, `wss`; some of its products sign it as `https`, or with a slash
  /// behind.
  ///
  /// @param called the address in the answer document
  public boolean signsUpgrade(URI called, String signature) {
    var plain = called.toString().replaceFirst("^ws", "http");
    var socket = plain.replaceFirst("^http", "ws");
    return signsAny(
        Stream.of(socket, plain)
            .flatMap(url -> Stream.of(url, url + "/"))
            .flatMap(url -> withAndWithoutPort(URI.create(url))),
        signature);
  }

  /// The header that Twilio would send.
  ///
  /// @param signed address and sorted parameters
  String sign(String signed) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(key);
      var sum = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(sum);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  private boolean signsAny(Stream<String> signed, String signature) {
    var given = signature.getBytes(StandardCharsets.UTF_8);
    // all are compared, so that the time tells nothing
    return signed
        .map(text -> MessageDigest.isEqual(sign(text).getBytes(StandardCharsets.UTF_8), given))
        .reduce(false, Boolean::logicalOr);
  }

  static String parameters(Map<String, List<String>> form) {
    var text = new StringBuilder();
    // each value once, as Twilio's own libraries do
    new TreeMap<>(form)
        .forEach(
            (name, values) ->
                new TreeSet<>(values).forEach(value -> text.append(name).append(value)));
    return text.toString();
  }

  /// Twilio is not consistent about the port in what it signs.
  private static Stream<String> withAndWithoutPort(URI called) {
    boolean isSecure = called.getScheme().equals("https") || called.getScheme().equals("wss");
    int port = called.getPort() >= 0 ? called.getPort() : isSecure ? 443 : 80;
    var rest =
        called.getRawPath() + (called.getRawQuery() == null ? "" : "?" + called.getRawQuery());
    return Stream.of(
        "%s://%s%s".formatted(called.getScheme(), called.getHost(), rest),
        "%s://%s:%d%s".formatted(called.getScheme(), called.getHost(), port, rest));
  }
}
