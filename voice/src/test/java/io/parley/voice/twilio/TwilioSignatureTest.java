package io.parley.voice.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwilioSignatureTest {
  private static final String TOKEN = "12345";
  private static final URI CALLED = URI.create("https://mycompany.com/myapp.php?foo=1&bar=2");

  private static final Map<String, List<String>> FORM =
      Map.of(
          "Digits", List.of("1234"),
          "CallSid", List.of("CA1234567890ABCDE"),
          "To", List.of("+18005551212"),
          "Caller", List.of("+14158675310"),
          "From", List.of("+14158675310"));

  private final TwilioSignature signature = new TwilioSignature(TOKEN);

  /// The example in Twilio's document "Webhooks security".
  @Test
  void twilios_own_example_is_accepted() {
    assertThat(signature.signsForm(CALLED, FORM, "GvWf1cFY/Q7PnoempGyD5oXAezc=")).isTrue();
  }

  @Test
  void anything_else_is_refused() {
    for (var forged :
        List.of("", "GvWf1cFY/Q7PnoempGyD5oXAezC=", "GvWf1cFY/Q7PnoempGyD5oXAezc= ", "ü", "=="))
      assertThat(signature.signsForm(CALLED, FORM, forged)).as(forged).isFalse();
    var good = "GvWf1cFY/Q7PnoempGyD5oXAezc=";
    assertThat(signature.signsForm(URI.create(CALLED + "3"), FORM, good)).isFalse();
    assertThat(signature.signsForm(CALLED, Map.of(), good)).isFalse();
    assertThat(new TwilioSignature("12346").signsForm(CALLED, FORM, good)).isFalse();
  }

  @Test
  void the_port_may_be_signed_or_not() {
    var with = signature.sign("https://mycompany.com:443/myapp.php?foo=1&bar=2");
    assertThat(signature.signsForm(CALLED, Map.of(), with)).isTrue();
    var own = URI.create("https://mycompany.com:8443/a");
    assertThat(signature.signsForm(own, Map.of(), signature.sign("https://mycompany.com/a")))
        .isTrue();
    assertThat(signature.signsForm(own, Map.of(), signature.sign("https://mycompany.com:443/a")))
        .isFalse();
  }

  @Test
  void a_repeated_parameter_counts_once_with_each_value() {
    var form = Map.of("A", List.of("2", "1", "2"), "B", List.of(""));
    assertThat(TwilioSignature.parameters(form)).isEqualTo("A1A2B");
  }

  @Test
  void a_body_is_signed_by_its_hash_in_the_address() {
    var body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    var hash = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
    var called = URI.create("https://mycompany.com/a?bodySHA256=" + hash);
    var header = signature.sign(called.toString());
    assertThat(TwilioSignature.isByHash(called)).isTrue();
    assertThat(signature.signsBody(called, body, header)).isTrue();
    assertThat(signature.signsBody(called, new byte[1], header)).isFalse();
    assertThat(signature.signsBody(called, body, signature.sign(called + "x"))).isFalse();
    assertThat(signature.signsBody(CALLED, body, signature.sign(CALLED.toString()))).isFalse();
  }

  @Test
  void the_request_of_a_socket_is_signed_in_one_of_twilios_forms() {
    var socket = URI.create("wss://voice.shop.example/v1/telephony/twilio/media");
    for (var url :
        List.of(
            "wss://voice.shop.example/v1/telephony/twilio/media",
            "wss://voice.shop.example:443/v1/telephony/twilio/media/",
            "https://voice.shop.example/v1/telephony/twilio/media"))
      assertThat(signature.signsUpgrade(socket, signature.sign(url))).as(url).isTrue();
    assertThat(signature.signsUpgrade(socket, signature.sign("wss://voice.shop.example/v1")))
        .isFalse();
    assertThat(signature.signsUpgrade(socket, "")).isFalse();
  }
}
