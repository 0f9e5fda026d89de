import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/// Prints a token by which a shop's backend says who its customer is. Needs only a JDK:
///
///     openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out shop-key.pem
///     java docs/examples/CustomerToken.java shop-key.pem c-17 Ada
public class CustomerToken {
  private static final long SECONDS = 300;

  public static void main(String[] args) throws Exception {
    System.out.println(token(privateKey(Path.of(args[0])), args[1], args[2]));
  }

  /// For POST /v1/sessions, for five minutes. The id must come from your own sign-in, never from
  /// the request.
  static String token(PrivateKey key, String id, String name) throws Exception {
    long now = Instant.now().getEpochSecond();
    var claims =
        """
        {"iss":"https://shop.example","aud":"parley","sub":"%s","name":"%s","iat":%d,"exp":%d}
        """
            .strip()
            .formatted(escaped(id), escaped(name), now, now + SECONDS);
    var input = part("{\"alg\":\"ES256\",\"typ\":\"JWT\"}") + "." + part(claims);
    var signer = Signature.getInstance("SHA256withECDSAinP1363Format");
    signer.initSign(key);
    signer.update(input.getBytes(StandardCharsets.UTF_8));
    return input + "." + part(signer.sign());
  }

  private static PrivateKey privateKey(Path pem) throws Exception {
    var base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----|\\s", "");
    var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
    return KeyFactory.getInstance("EC").generatePrivate(encoded);
  }

  private static String part(String json) {
    return part(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
