package io.parley.voice.sip.dial;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.transfer.TransferAddress;
import io.parley.voice.sip.Requests;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.trunk.TrunkSettings;
import org.junit.jupiter.api.Test;

class TrunkWayTest {
  private static TrunkWay way(String settings) {
    var config =
        ConfigFactory.parseString("parley.sip.trunks.t { " + settings + " }")
            .withFallback(ConfigFactory.defaultReference());
    return new TrunkWay(TrunkSettings.from(config).trunks().getFirst(), () -> "nonce");
  }

  @Test
  void numbers_are_those_of_the_trunks_host() {
    var way = way("host = \"sip.provider.example:5070\"");
    assertThat(way.target(TransferAddress.of("+493012346")).orElseThrow().uri())
        .hasToString("sip:+493012346@sip.provider.example:5070");
    assertThat(way.target(TransferAddress.of("sip:sales@pbx.example")).orElseThrow().uri())
        .hasToString("sip:sales@pbx.example");
  }

  @Test
  void a_trunk_that_only_brings_calls_reaches_no_numbers() {
    var way = way("peers = [\"192.0.2.1\"]");
    assertThat(way.target(TransferAddress.of("+493012346"))).isEmpty();
    assertThat(way.target(TransferAddress.of("sip:sales@pbx.example"))).isPresent();
  }

  @Test
  void a_challenge_is_answered_with_the_trunks_account() {
    var refer = Requests.of(Method.REFER, 2, "z9hG4bK1");
    var plain = Response.to(refer, 401);
    var challenge =
        plain.with(
            plain
                .headers()
                .plus("WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-256"));
    var account = "host = a.example, user = u, password = p";
    var proof = way(account).proof(challenge, refer).orElseThrow();
    assertThat(proof.header()).isEqualTo(HeaderType.AUTHORIZATION);
    assertThat(proof.credentials().params().value("username")).contains("u");
    assertThat(way("host = a.example").proof(challenge, refer)).isEmpty();
  }
}
