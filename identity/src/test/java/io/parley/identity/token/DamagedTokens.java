package io.parley.identity.token;

import static io.parley.identity.key.Keys.START;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.identity.jws.TokenRefusal;
import io.parley.identity.key.KeyRing;
import io.parley.identity.key.SigningKey;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Damaged tokens with the reason for which each is refused: a project of vectors as Wycheproof has
/// them, made anew with fresh keys by each run. All are for the time
/// [io.parley.identity.key.Keys#START].
final class DamagedTokens {
  static final String ISSUER = "https://parley.example";
  static final String AUDIENCE = "parley";
  private static final long NOW = START.getEpochSecond();

  private final KeyRing ring;
  private final KeyRing foreignRing;
  private final SigningKey own;
  private final SigningKey foreign;
  private final List<Damaged> all = new ArrayList<>();

  record Damaged(String name, String token, TokenRefusal reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  DamagedTokens(KeyRing ring, KeyRing foreignRing) {
    this.ring = ring;
    this.foreignRing = foreignRing;
    this.own = ring.keys().getFirst();
    this.foreign = foreignRing.keys().getFirst();
  }

  List<Damaged> all() {
    forms();
    headers();
    keys();
    signatures();
    times();
    claims();
    return all;
  }

  /// An undamaged token, by the same hands as the others.
  String right() {
    return signed(header(), claimsText(Map.of()), own);
  }

  private void forms() {
    var parts = right().split("\\.", -1);
    add("empty", "", TokenRefusal.MALFORMED);
    add("one dot", ".", TokenRefusal.MALFORMED);
    add("two dots", "..", TokenRefusal.MALFORMED);
    add("two parts", parts[0] + "." + parts[1], TokenRefusal.MALFORMED);
    add("four parts", right() + ".e30", TokenRefusal.MALFORMED);
    add("five parts, as an encrypted one", right() + ".e30.e30", TokenRefusal.MALFORMED);
    add("a space before", " " + right(), TokenRefusal.MALFORMED);
    add("a newline behind", right() + "\n", TokenRefusal.MALFORMED);
    add("padding", right() + "==", TokenRefusal.MALFORMED);
    add("the other alphabet", right().replace('_', '/') + "+", TokenRefusal.MALFORMED);
    add("a character that decoders skip", right() + "*", TokenRefusal.MALFORMED);
    add("bits behind the last byte", withLastBits(right()), TokenRefusal.MALFORMED);
    add("a length that no Base64 has", right() + "AAA", TokenRefusal.MALFORMED);
    add("no payload", parts[0] + ".." + parts[2], TokenRefusal.MALFORMED);
    add(
        "a header that is no JSON",
        signed("alg", claimsText(Map.of()), own),
        TokenRefusal.MALFORMED);
    add("a header that is a list", signed("[]", claimsText(Map.of()), own), TokenRefusal.MALFORMED);
    add(
        "a header cut off",
        signed("{\"alg\":\"", claimsText(Map.of()), own),
        TokenRefusal.MALFORMED);
    add("claims that are a text", signed(header(), "\"sub\"", own), TokenRefusal.MALFORMED);
    add("claims that are null", signed(header(), "null", own), TokenRefusal.MALFORMED);
    add("two objects", signed(header(), claimsText(Map.of()) + "{}", own), TokenRefusal.MALFORMED);
    add(
        "a claim twice",
        signed(header(), claimsText(Map.of()).replace("{", "{\"org\":\"other\","), own),
        TokenRefusal.MALFORMED);
    add(
        "deep nesting",
        signed(header(), "{\"a\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}", own),
        TokenRefusal.MALFORMED);
    add("one over the limit", "a".repeat(AccessTokens.LENGTH_MAX + 1), TokenRefusal.OVERSIZED);
    add(
        "signed and oversized",
        signed(
            header(),
            claimsText(Map.of("x", "\"" + "x".repeat(AccessTokens.LENGTH_MAX) + "\"")),
            own),
        TokenRefusal.OVERSIZED);
  }

  private void headers() {
    for (var name :
        List.of(
            "none", "None", "NONE", "nOnE", "", "rs256", "RS384", "PS256", "ES384", "dir", "Ed448"))
      add(
          "alg " + name,
          signed(header("alg", "\"" + name + "\""), claimsText(Map.of()), own),
          TokenRefusal.ALGORITHM);
    var unsigned = signed(header("alg", "\"none\""), claimsText(Map.of()), own);
    add(
        "alg none without a signature",
        unsigned.substring(0, unsigned.lastIndexOf('.') + 1),
        TokenRefusal.ALGORITHM);
    add(
        "alg missing",
        signed(header("alg", null), claimsText(Map.of()), own),
        TokenRefusal.ALGORITHM);
    add(
        "alg a number",
        signed(header("alg", "256"), claimsText(Map.of()), own),
        TokenRefusal.ALGORITHM);
    add(
        "alg a list",
        signed(header("alg", "[\"EdDSA\"]"), claimsText(Map.of()), own),
        TokenRefusal.ALGORITHM);
    add(
        "crit",
        signed(header("crit", "[\"exp\"]"), claimsText(Map.of()), own),
        TokenRefusal.EXTENDED);
    add(
        "crit empty",
        signed(header("crit", "[]"), claimsText(Map.of()), own),
        TokenRefusal.EXTENDED);
    add(
        "b64 false",
        signed(header("b64", "false"), claimsText(Map.of()), own),
        TokenRefusal.EXTENDED);
    add("zip", signed(header("zip", "\"DEF\""), claimsText(Map.of()), own), TokenRefusal.EXTENDED);
    for (var type : new String[] {null, "\"JWT\"", "\"AT+JWT\"", "\"application/at+jwt\"", "7"})
      add("typ " + type, signed(header("typ", type), claimsText(Map.of()), own), TokenRefusal.TYPE);
  }

  private void keys() {
    add("kid missing", signed(header("kid", null), claimsText(Map.of()), own), TokenRefusal.KEY);
    add("kid a number", signed(header("kid", "0"), claimsText(Map.of()), own), TokenRefusal.KEY);
    for (var kid :
        List.of(
            "",
            "../../dev/null",
            "' OR 1=1 --",
            own.id() + " ",
            own.id().toLowerCase(Locale.ROOT) + "x"))
      add(
          "kid " + kid,
          signed(header("kid", "\"" + kid + "\""), claimsText(Map.of()), own),
          TokenRefusal.KEY);
    add(
        "a foreign key with its kid",
        signed(header("kid", "\"" + foreign.id() + "\""), claimsText(Map.of()), foreign),
        TokenRefusal.KEY);
    var jwk = foreignRing.jwks(START).replaceFirst("^\\{\"keys\":\\[", "").replaceFirst("]}$", "");
    add(
        "jwk of the attacker",
        signed(header("jwk", jwk), claimsText(Map.of()), foreign),
        TokenRefusal.SIGNATURE);
    for (var pointer : List.of("jku", "x5u"))
      add(
          pointer + " of the attacker",
          signed(
              header(pointer, "\"https://attacker.example/jwks\""), claimsText(Map.of()), foreign),
          TokenRefusal.SIGNATURE);
    add(
        "x5c of the attacker",
        signed(header("x5c", "[\"MIIB\"]"), claimsText(Map.of()), foreign),
        TokenRefusal.SIGNATURE);
    add(
        "the published set as a shared key",
        hmac(header("alg", "\"HS256\""), ring.jwks(START).getBytes(UTF_8)),
        TokenRefusal.ALGORITHM);
    add(
        "alg of another type of key",
        signed(header("alg", "\"ES256\""), claimsText(Map.of()), own),
        TokenRefusal.ALGORITHM);
    var other = own.algorithm().jose().equals("EdDSA") ? "RS256" : "EdDSA";
    add(
        "alg of the other type of ours",
        signed(header("alg", "\"" + other + "\""), claimsText(Map.of()), own),
        TokenRefusal.ALGORITHM);
  }

  private void signatures() {
    var right = right();
    var parts = right.split("\\.", -1);
    add("no signature", parts[0] + "." + parts[1] + ".", TokenRefusal.SIGNATURE);
    add(
        "a foreign key under our kid",
        signed(header(), claimsText(Map.of()), foreign),
        TokenRefusal.SIGNATURE);
    var signature = Base64.getUrlDecoder().decode(parts[2]);
    for (int at : new int[] {0, signature.length / 2, signature.length - 1}) {
      var changed = signature.clone();
      changed[at] ^= 1;
      add(
          "a bit of byte %d".formatted(at),
          parts[0] + "." + parts[1] + "." + text(changed),
          TokenRefusal.SIGNATURE);
    }
    add(
        "zeros",
        parts[0] + "." + parts[1] + "." + text(new byte[signature.length]),
        TokenRefusal.SIGNATURE);
    add(
        "a byte less",
        parts[0] + "." + parts[1] + "." + text(Arrays.copyOf(signature, signature.length - 1)),
        TokenRefusal.SIGNATURE);
    add(
        "a byte more",
        parts[0] + "." + parts[1] + "." + text(Arrays.copyOf(signature, signature.length + 1)),
        TokenRefusal.SIGNATURE);
    var admin = text(claimsText(Map.of("roles", "[\"owner\"]")).getBytes(UTF_8));
    add("other claims", parts[0] + "." + admin + "." + parts[2], TokenRefusal.SIGNATURE);
    var spaced = text((header() + " ").replace("} ", " }").getBytes(UTF_8));
    add(
        "another text of the same header",
        spaced + "." + parts[1] + "." + parts[2],
        TokenRefusal.SIGNATURE);
  }

  private void times() {
    time("expired an hour ago", "exp", NOW - 3_600, TokenRefusal.EXPIRED, "iat", NOW - 7_200);
    time("expired by the skew", "exp", NOW - 60, TokenRefusal.EXPIRED, "iat", NOW - 3_600);
    time("issued in the future", "iat", NOW + 61, TokenRefusal.NOT_YET, "exp", NOW + 3_000);
    time("not before the future", "nbf", NOW + 61, TokenRefusal.NOT_YET, "iat", NOW);
    time("valid a second too long", "exp", NOW + 3_601, TokenRefusal.LIFETIME, "iat", NOW);
    time("ends before it is issued", "exp", NOW + 10, TokenRefusal.CLAIMS, "iat", NOW + 20);
    for (var name : List.of("exp", "iat"))
      claim(name + " missing", name, null, TokenRefusal.CLAIMS);
    for (var name : List.of("exp", "iat", "nbf"))
      for (var value :
          List.of("\"" + NOW + "\"", "-1", "1e300", "9223372036854775807", "null", "true", "[1]"))
        claim(name + " " + value, name, value, TokenRefusal.CLAIMS);
  }

  private void claims() {
    for (var value : List.of("\"https://parley.example/\"", "\"https://other.example\""))
      claim("iss " + value, "iss", value, TokenRefusal.ISSUER);
    claim("iss missing", "iss", null, TokenRefusal.ISSUER);
    claim("iss a list", "iss", "[\"" + ISSUER + "\"]", TokenRefusal.CLAIMS);
    for (var value : List.of("\"other\"", "[]", "[\"parley\",\"other\"]", "\"PARLEY\""))
      claim("aud " + value, "aud", value, TokenRefusal.AUDIENCE);
    claim("aud missing", "aud", null, TokenRefusal.AUDIENCE);
    for (var value : List.of("7", "[7]", "null", "{}"))
      claim("aud " + value, "aud", value, TokenRefusal.CLAIMS);
    for (var value :
        new String[] {null, "\"\"", "7", "\"Shop\"", "\"shop|other\"", "[\"shop\"]", "null"})
      claim("org " + value, "org", value, TokenRefusal.ORGANISATION);
    for (var name : List.of("sub", "jti", "sid", "roles"))
      claim(name + " missing", name, null, TokenRefusal.CLAIMS);
    claim("sub with a newline", "sub", "\"p-1\\nadmin\"", TokenRefusal.CLAIMS);
    claim("sub too long", "sub", "\"" + "p".repeat(129) + "\"", TokenRefusal.CLAIMS);
    claim("roles a text", "roles", "\"owner\"", TokenRefusal.CLAIMS);
    claim("roles of numbers", "roles", "[1]", TokenRefusal.CLAIMS);
    var many =
        IntStream.rangeClosed(0, AccessGrant.ROLES_MAX)
            .mapToObj(i -> "\"r" + i + "\"")
            .collect(Collectors.joining(",", "[", "]"));
    claim("one role too many", "roles", many, TokenRefusal.CLAIMS);
  }

  private void time(
      String name, String claim, long value, TokenRefusal reason, String other, long otherValue) {
    add(
        name,
        signed(header(), claimsText(Map.of(claim, "" + value, other, "" + otherValue)), own),
        reason);
  }

  private void claim(String name, String claim, String json, TokenRefusal reason) {
    var changed = new LinkedHashMap<String, String>();
    changed.put(claim, json);
    add(name, signed(header(), claimsText(changed), own), reason);
  }

  private void add(String name, String token, TokenRefusal reason) {
    all.add(new Damaged(name, token, reason));
  }

  private String header() {
    return header("kid", "\"" + own.id() + "\"");
  }

  private String header(String name, String json) {
    var members = new LinkedHashMap<String, String>();
    members.put("alg", "\"" + own.algorithm().jose() + "\"");
    members.put("typ", "\"at+jwt\"");
    members.put("kid", "\"" + own.id() + "\"");
    members.put(name, json);
    return object(members);
  }

  private static String claimsText(Map<String, String> changed) {
    var members = new LinkedHashMap<String, String>();
    members.put("iss", "\"" + ISSUER + "\"");
    members.put("aud", "\"" + AUDIENCE + "\"");
    members.put("org", "\"shop\"");
    members.put("sub", "\"p-1\"");
    members.put("jti", "\"t-1\"");
    members.put("sid", "\"s-1\"");
    members.put("roles", "[\"member\"]");
    members.put("iat", "" + NOW);
    members.put("exp", "" + (NOW + 3_600));
    members.putAll(changed);
    return object(members);
  }

  /// Members without a value are left out.
  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .filter(member -> member.getValue() != null)
        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String signed(String header, String claims, SigningKey key) {
    var input = text(header.getBytes(UTF_8)) + "." + text(claims.getBytes(UTF_8));
    return input + "." + text(key.sign(input.getBytes(UTF_8)));
  }

  private static String hmac(String header, byte[] secret) {
    try {
      var input = text(header.getBytes(UTF_8)) + "." + text(claimsText(Map.of()).getBytes(UTF_8));
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return input + "." + text(mac.doFinal(input.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String withLastBits(String token) {
    var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(token.charAt(token.length() - 1));
    return token.substring(0, token.length() - 1) + alphabet.charAt(last + 1);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
