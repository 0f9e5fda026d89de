package io.parley.voice.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.Requests;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Uri;
import org.junit.jupiter.api.Test;

class PhoneNumbersTest {
  private static Request invite(String to, String from) {
    var plain = Requests.invite();
    return new Request(
        plain.method(),
        Uri.of(to),
        plain.headers().with(HeaderType.FROM, new Address(Uri.of(from)).withTag("a1")),
        plain.body());
  }

  @Test
  void both_ends_have_the_user_of_their_addresses() {
    var invite = invite("sip:+493012345@b.example;user=phone", "sip:%2b4930999@a.example");
    assertThat(PhoneNumbers.dialled(invite)).isEqualTo("+493012345");
    assertThat(PhoneNumbers.caller(invite)).isEqualTo("+4930999");
    var other = invite("sip:4930;phone-context=+1@b.example", "tel:+4930999;ext=1");
    assertThat(PhoneNumbers.dialled(other)).isEqualTo("4930");
    assertThat(PhoneNumbers.caller(other)).isEqualTo("+4930999");
  }

  @Test
  void the_number_stays_in_to_when_a_registrar_puts_our_address_in_its_place() {
    var plain = Requests.invite();
    var to = new Address(Uri.of("sip:+493012345@provider.example"));
    var invite =
        new Request(
            plain.method(),
            Uri.of("sip:parley@192.0.2.9"),
            plain.headers().with(HeaderType.TO, to),
            plain.body());
    assertThat(PhoneNumbers.dialled(invite)).isEqualTo("parley");
    assertThat(PhoneNumbers.addressee(invite)).isEqualTo("+493012345");
  }

  @Test
  void a_number_that_is_withheld_or_none_is_empty() {
    assertThat(PhoneNumbers.caller(invite("sip:1@b", "sip:Anonymous@anonymous.invalid"))).isEmpty();
    assertThat(PhoneNumbers.caller(invite("sip:1@b", "sip:a.example"))).isEmpty();
    assertThat(PhoneNumbers.caller(invite("sip:1@b", "mailto:a@b"))).isEmpty();
    assertThat(PhoneNumbers.caller(invite("sip:1@b", "sip:%0a%3cb%3e@a"))).isEmpty();
    assertThat(PhoneNumbers.dialled(invite("sip:" + "1".repeat(65) + "@b", "sip:a@b"))).isEmpty();
  }
}
