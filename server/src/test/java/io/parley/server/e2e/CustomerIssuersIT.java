package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A backend that an organisation registers itself, on the built program: its tokens start sessions
/// of verified customers until it is removed. The configuration has another one, so that others are
/// refused.
class CustomerIssuersIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.OFFLINE);

  private static final Caller OPERATOR = Caller.with(ServerProcess.OPERATOR_TOKEN);
  private static final String ALL = "/v1/organisation/customer-issuers";
  private static final String SECRET = "a secret of a shop and its server, 32 bytes or more";

  /// A node knows a change within a second; a busy machine takes longer.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration BETWEEN = Duration.ofMillis(500);

  @Test
  void a_registered_backend_says_who_its_customer_is_until_it_is_removed() throws Exception {
    var name = "it-" + UUID.randomUUID().toString().substring(0, 8);
    var issuer = "https://" + name + ".example";
    var body = "{\"issuer\": \"%s\", \"sharedKey\": \"%s\"}".formatted(issuer, SECRET);
    OPERATOR.put(SERVER, ALL + "/" + name, body, 204);
    var list = OPERATOR.get(SERVER, ALL);
    assertThat(list.toString()).contains(issuer).doesNotContain(SECRET);
    var customer = Caller.with(token(issuer, list.get("audience").asText()));
    await().atMost(PATIENCE).pollInterval(BETWEEN).untilAsserted(() -> starts(customer, 201));
    var started = starts(customer, 201);
    var state =
        Caller.with(started.get("token").asText())
            .get(SERVER, "/v1/sessions/" + started.get("id").asText());
    assertThat(state.get("customer").toString())
        .isEqualTo("{\"id\":\"c-19\",\"name\":\"Ada\",\"verified\":true}");
    // meant for somebody else
    starts(Caller.with(token(issuer, UUID.randomUUID().toString())), 401);
    OPERATOR.delete(SERVER, ALL + "/" + name, 204);
    await().atMost(PATIENCE).pollInterval(BETWEEN).untilAsserted(() -> starts(customer, 401));
  }

  private static JsonNode starts(Caller customer, int status) throws Exception {
    return customer.post(SERVER, "/v1/sessions", "{}", status);
  }

  private static String token(String issuer, String audience) throws GeneralSecurityException {
    long now = Instant.now().getEpochSecond();
    var claims =
        """
        {"iss":"%s","aud":"%s","sub":"c-19","name":"Ada","iat":%d,"exp":%d}\
        """
            .formatted(issuer, audience, now, now + 300);
    var signed = part("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + part(claims);
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return signed + "." + part(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  private static String part(String json) {
    return part(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
