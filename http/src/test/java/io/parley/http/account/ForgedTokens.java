package io.parley.http.account;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tokens that an attacker makes of a right one.
final class ForgedTokens {
  private static final RSAKey OWN = key();

  private final String right;

  ForgedTokens(String right) {
    this.right = right;
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2_048).keyID("mine").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("no key for tests", e);
    }
  }

  /// By the attack.
  Map<String, String> all(String kid, String publicKey) {
    var forged = new LinkedHashMap<String, String>();
    forged.put("no algorithm", unsigned());
    forged.put("a key of its own", signed(header("mine").build()));
    forged.put("the key's id with another key", signed(header(kid).build()));
    forged.put(
        "a key that the header points at",
        signed(header("mine").jwkURL(URI.create("https://evil.example/jwks.json")).build()));
    forged.put("a key in the header", signed(header("mine").jwk(OWN.toPublicJWK()).build()));
    forged.put("the public key as a shared one", shared(kid, publicKey));
    forged.put("another organisation", replaced("org", "0c9a4a0e1d2b4c3d8e4f5a6b7c8d9e0f"));
    forged.put("the platform", replaced("org", "platform"));
    forged.put("another person", replaced("sub", "00000000-0000-0000-0000-000000000001"));
    forged.put("another audience", replaced("aud", "another"));
    forged.put("no end", replaced("exp", null));
    forged.put("a signature cut short", right.substring(0, right.length() - 4));
    return forged;
  }

  private static JWSHeader.Builder header(String kid) {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType("at+jwt")).keyID(kid);
  }

  private JWTClaimsSet claims() {
    try {
      return SignedJWT.parse(right).getJWTClaimsSet();
    } catch (ParseException e) {
      throw new IllegalStateException("the right token is none", e);
    }
  }

  private String signed(JWSHeader header) {
    try {
      var token = new SignedJWT(header, claims());
      token.sign(new RSASSASigner(OWN));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("no signature for tests", e);
    }
  }

  private String shared(String kid, String publicKey) {
    try {
      var header =
          new JWSHeader.Builder(JWSAlgorithm.HS256)
              .type(new JOSEObjectType("at+jwt"))
              .keyID(kid)
              .build();
      var token = new SignedJWT(header, claims());
      token.sign(new MACSigner(publicKey.getBytes(StandardCharsets.UTF_8)));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("no signature for tests", e);
    }
  }

  private String unsigned() {
    return encoded("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + right.split("\\.", -1)[1] + ".";
  }

  /// With the right signature of other claims.
  private String replaced(String claim, Object value) {
    var parts = right.split("\\.", -1);
    var changed = new JWTClaimsSet.Builder(claims()).claim(claim, value).build();
    return parts[0] + "." + encoded(changed.toString()) + "." + parts[2];
  }

  private static String encoded(String json) {
    return Base64URL.encode(json).toString();
  }
}
