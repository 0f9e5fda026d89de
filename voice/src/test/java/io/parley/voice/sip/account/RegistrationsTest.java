package io.parley.voice.sip.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.OtherUri;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.Uri;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Registrations of alice, under manual time.
class RegistrationsTest {
  private final Registrations registrations =
      new Registrations(new RegistrationLimits(Duration.ofHours(1), 2));
  private Instant now = Instant.parse("2026-11-25T10:00:00Z");
  private int number;

  private Response answer(Request request) {
    return registrations.answer(request, "alice", now);
  }

  /// @param contacts such as `a;expires=60`, where `a` is a host
  private Request register(String... contacts) {
    var request = MadeAccounts.register(++number);
    return contacts.length == 0
        ? request.with(request.headers().without(HeaderType.CONTACT))
        : request.with(request.headers().with(HeaderType.CONTACT, addresses(contacts)));
  }

  private static List<Address> addresses(String... contacts) {
    return Stream.of(contacts)
        .map(
            each -> {
              var parts = each.split(";expires=", -1);
              var address = new Address(Uri.of("sip:alice@" + parts[0]));
              return parts.length == 1
                  ? address
                  : new Address("", address.uri(), address.params().with("expires", parts[1]));
            })
        .toList();
  }

  private static Request expiring(Request request, long seconds) {
    return request.with(request.headers().with(HeaderType.EXPIRES, seconds));
  }

  private static List<String> held(Response response) {
    assertThat(response.status()).isEqualTo(200);
    return response.headers().all(HeaderType.CONTACT).stream().map(Address::toString).toList();
  }

  @Test
  void a_telephone_registers_is_listed_and_forgotten_in_time() {
    assertThat(held(answer(register("a.example;expires=600"))))
        .containsExactly("<sip:alice@a.example>;expires=600");
    now = now.plusSeconds(599);
    assertThat(held(answer(register()))).containsExactly("<sip:alice@a.example>;expires=1");
    assertThat(registrations.count(now)).isEqualTo(1);
    now = now.plusSeconds(1);
    assertThat(held(answer(register()))).isEmpty();
    assertThat(registrations.count(now)).isZero();
  }

  @Test
  void the_time_is_that_of_the_contact_or_of_the_header_and_never_longer_than_allowed() {
    assertThat(held(answer(expiring(register("a.example;expires=120", "b.example"), 300))))
        .containsExactly("<sip:alice@a.example>;expires=120", "<sip:alice@b.example>;expires=300");
    assertThat(held(answer(register("a.example;expires=999999", "b.example"))))
        .containsExactly(
            "<sip:alice@a.example>;expires=3600", "<sip:alice@b.example>;expires=3600");
  }

  @Test
  void too_short_a_time_is_refused_with_the_shortest_and_changes_nothing() {
    var refused = answer(register("a.example", "b.example;expires=59"));
    assertThat(refused.status()).isEqualTo(423);
    assertThat(refused.headers().first(HeaderType.MIN_EXPIRES)).contains(60L);
    assertThat(held(answer(register()))).isEmpty();
  }

  @Test
  void a_telephone_leaves_and_all_leave_at_once() {
    answer(register("a.example", "b.example"));
    assertThat(held(answer(register("a.example;expires=0"))))
        .containsExactly("<sip:alice@b.example>;expires=3600");
    var star = register().with(register().headers().with(HeaderType.CONTACT, star()));
    assertThat(answer(star).status()).as("without Expires: 0").isEqualTo(400);
    assertThat(held(answer(expiring(star, 0)))).isEmpty();
  }

  private static Address star() {
    return new Address(new OtherUri("*"));
  }

  @Test
  void the_oldest_makes_way_for_one_too_many() {
    for (var host : List.of("a.example", "b.example", "c.example")) answer(register(host));
    assertThat(held(answer(register())))
        .containsExactly(
            "<sip:alice@b.example>;expires=3600", "<sip:alice@c.example>;expires=3600");
  }

  @Test
  void a_request_that_was_overtaken_changes_nothing() {
    var first = register("a.example;expires=120");
    answer(register("a.example;expires=600"));
    assertThat(answer(first).status()).isEqualTo(500);
    assertThat(held(answer(register()))).containsExactly("<sip:alice@a.example>;expires=600");
  }

  @Test
  void an_account_registers_itself_alone() {
    var request = register("a.example");
    assertThat(registrations.answer(request, "bob", now).status()).isEqualTo(403);
  }

  @Test
  void a_long_address_is_not_kept() {
    assertThat(answer(register("a".repeat(60) + "." + "b".repeat(60) + ";expires=60")).status())
        .isEqualTo(200);
    var longer = new Address(Uri.of("sip:" + "x".repeat(600) + "@a.example"));
    var request = register();
    assertThat(answer(request.with(request.headers().with(HeaderType.CONTACT, longer))).status())
        .isEqualTo(400);
  }
}
