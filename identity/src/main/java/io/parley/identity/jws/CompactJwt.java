package io.parley.identity.jws;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A token in the compact form (RFC 7515, section 7.1), read but not verified. Only the canonical
/// Base64 of UTF-8 is read: two different texts are never the same token.
public final class CompactJwt {
  private static final Pattern FORM =
      Pattern.compile("^([A-Za-z0-9_-]++)\\.([A-Za-z0-9_-]++)\\.([A-Za-z0-9_-]*+)");

  private final Map<String, Object> header;
  private final Map<String, Object> claims;
  private final byte[] signingInput;
  private final byte[] signature;

  private CompactJwt(
      Map<String, Object> header,
      Map<String, Object> claims,
      byte[] signingInput,
      byte[] signature) {
    this.header = header;
    this.claims = claims;
    this.signingInput = signingInput;
    this.signature = signature;
  }

  /// @param text whose length was checked
  /// @return empty if it is none
  public static Optional<CompactJwt> parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) return Optional.empty();
    var signature = decoded(parts.group(3));
    var header = decoded(parts.group(1)).flatMap(CompactJwt::object);
    var claims = decoded(parts.group(2)).flatMap(CompactJwt::object);
    if (signature.isEmpty() || header.isEmpty() || claims.isEmpty()) return Optional.empty();
    var input = text.substring(0, parts.end(2)).getBytes(US_ASCII);
    return Optional.of(new CompactJwt(header.get(), claims.get(), input, signature.get()));
  }

  private static Optional<byte[]> decoded(String part) {
    try {
      var bytes = Base64.getUrlDecoder().decode(part);
      // the decoder accepts any value in the bits after the last byte
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)
          ? Optional.of(bytes)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Map<String, Object>> object(byte[] json) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      // the library's reader accepts more than JSON around the object
      if (!text.startsWith("{") || !text.endsWith("}")) return Optional.empty();
      return Optional.ofNullable(JSONObjectUtils.parse(text));
    } catch (CharacterCodingException | ParseException e) {
      return Optional.empty();
    }
  }

  /// Its header. The values are the sender's, and prove nothing.
  public Map<String, Object> header() {
    return header;
  }

  /// A text of the header; empty if it is missing or no text.
  public Optional<String> headerText(String name) {
    return header.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /// Whether the header has extensions that change its meaning (RFC 7515, section 4.1.11, and RFC
  /// 7797). None is understood here.
  public boolean isExtended() {
    return header.containsKey("crit") || header.containsKey("b64") || header.containsKey("zip");
  }

  /// Its claims, not verified.
  public Map<String, Object> claims() {
    return claims;
  }

  byte[] signingInput() {
    return signingInput;
  }

  byte[] signature() {
    return signature;
  }

  @Override
  public String toString() {
    return "CompactJwt[(not shown)]";
  }
}
