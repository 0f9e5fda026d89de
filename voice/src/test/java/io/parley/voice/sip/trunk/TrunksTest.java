package io.parley.voice.sip.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.transport.Peer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Trunks at work, without sockets and under manual time.
class TrunksTest {
  private static final InetAddress HOST = InetAddress.ofLiteral("192.0.2.1");

  private static Trunk registering() {
    return MadeTrunks.registering(", check-every = 0");
  }

  private static Trunk checking() {
    return MadeTrunks.named("shop", ", check-every = 30s, patience = 4s");
  }

  @Test
  void a_host_is_found_then_it_registers_and_its_addresses_are_the_trunks()
      throws InterruptedException {
    var wire = new PlayedWire(registering());
    assertThat(wire.trunks.has(HOST)).isFalse();
    assertThat(wire.trunks.status("shop").isRegistered()).isFalse();
    wire.start();
    assertThat(wire.did).containsExactly("REGISTER to 192.0.2.1");
    assertThat(wire.trunks.has(HOST)).isTrue();
    wire.answer(MadeTrunks.challenge(wire.last(), "SHA-256"));
    assertThat(wire.last().headers().has(HeaderType.AUTHORIZATION)).isTrue();
    wire.answer(Response.to(wire.last(), 200));
    assertThat(wire.trunks.status("shop").isRegistered()).isTrue();
  }

  @Test
  void another_address_is_tried_on_silence_and_on_503_and_stays_in_use()
      throws InterruptedException {
    var wire = new PlayedWire(registering());
    wire.start();
    wire.timeOut();
    assertThat(wire.did).containsExactly("REGISTER to 192.0.2.1", "REGISTER to 192.0.2.2");
    wire.answer(Response.to(wire.last(), 503));
    assertThat(wire.did).as("both were tried: it pauses").hasSize(2);
    while (wire.did.size() == 2) wire.pass();
    assertThat(wire.did).last().isEqualTo("REGISTER to 192.0.2.2");
    wire.answer(Response.to(wire.last(), 503));
    assertThat(wire.did).last().isEqualTo("REGISTER to 192.0.2.1");
  }

  @Test
  void it_registers_again_when_the_connection_to_its_registrar_is_lost()
      throws InterruptedException {
    var wire = new PlayedWire(registering());
    wire.start();
    wire.answer(Response.to(wire.last(), 200));
    var refresh = wire.trunks.due();
    wire.trunks.lost(Peer.udp(new InetSocketAddress("192.0.2.2", 5_060)));
    assertThat(wire.trunks.due()).as("of another address").isEqualTo(refresh);
    wire.trunks.lost(Peer.udp(new InetSocketAddress(HOST, 5_060)));
    assertThat(wire.trunks.due()).isBefore(wire.now.plusSeconds(6));
    while (wire.did.size() == 1) wire.pass();
    assertThat(wire.did).last().isEqualTo("REGISTER to 192.0.2.1");
  }

  @Test
  void a_connection_is_kept_as_its_registrar_wants_it() throws InterruptedException {
    var host = ", host = \"192.0.2.1:5060\", transport = tcp, check-every = 0";
    var wire = new PlayedWire(MadeTrunks.registering(host));
    wire.start();
    var agreed = Response.to(wire.last(), 200).with(HeaderType.REQUIRE, "outbound");
    wire.answer(agreed.with(HeaderType.FLOW_TIMER, 120L));
    assertThat(wire.flows.kept).containsExactly("TCP, PT2M");
    assertThat(wire.trunks.status("shop").isRegistered()).isTrue();
  }

  @Test
  void a_trunk_that_does_not_answer_is_down_until_it_does() throws InterruptedException {
    var wire = new PlayedWire(checking());
    wire.start();
    assertThat(wire.did).containsExactly("OPTIONS to 192.0.2.1");
    wire.timeOut();
    assertThat(wire.trunks.status("shop").isUp()).isTrue();
    while (wire.did.size() == 1) wire.pass();
    assertThat(wire.did).last().isEqualTo("OPTIONS to 192.0.2.2");
    wire.timeOut();
    assertThat(wire.trunks.status("shop").isUp()).isFalse();
    while (wire.did.size() == 2) wire.pass();
    wire.answer(Response.to(wire.last(), 200));
    assertThat(wire.trunks.status("shop").isUp()).isTrue();
  }

  @Test
  void a_call_out_goes_where_the_last_check_was_answered() throws InterruptedException {
    var wire = new PlayedWire(checking());
    assertThat(wire.trunks.forCallOut()).as("nothing is found yet").isEmpty();
    wire.start();
    wire.timeOut();
    while (wire.did.size() == 1) wire.pass();
    wire.answer(Response.to(wire.last(), 200));
    var ways = wire.trunks.forCallOut();
    assertThat(ways).hasSize(1);
    assertThat(ways.getFirst().peers())
        .extracting(peer -> peer.address().getAddress().getHostAddress())
        .containsExactly("192.0.2.2", "192.0.2.1");
  }

  @Test
  void calls_are_counted_and_limited() {
    var trunk = MadeTrunks.named("shop", ", calls = 1");
    var trunks = new PlayedWire(trunk).trunks;
    assertThat(trunks.beginsIn(trunk)).isTrue();
    assertThat(trunks.status("shop").calls()).isEqualTo(1);
    assertThat(trunks.beginsIn(trunk)).isFalse();
    trunks.ended(trunk);
    assertThat(trunks.beginsIn(trunk)).isTrue();
  }

  @Test
  void calls_in_are_limited_in_each_second() {
    var trunk = MadeTrunks.named("shop", ", calls-in-per-second = 1");
    var wire = new PlayedWire(trunk);
    assertThat(wire.trunks.beginsIn(trunk)).isTrue();
    assertThat(wire.trunks.beginsIn(trunk)).isFalse();
    assertThat(wire.trunks.status("shop").calls()).isEqualTo(1);
    wire.now = wire.now.plusSeconds(1);
    assertThat(wire.trunks.beginsIn(trunk)).isTrue();
  }

  @Test
  void calls_that_another_node_has_left_count_at_once_and_not_in_each_second() {
    var trunk = MadeTrunks.named("shop", ", calls = 2, calls-in-per-second = 1");
    var trunks = new PlayedWire(trunk).trunks;
    assertThat(trunks.goesOn(trunk)).isTrue();
    assertThat(trunks.beginsIn(trunk)).isTrue();
    assertThat(trunks.goesOn(trunk)).isFalse();
    assertThat(trunks.status("shop").calls()).isEqualTo(2);
    trunks.ended(trunk);
    assertThat(trunks.goesOn(trunk)).isTrue();
  }

  @Test
  void at_the_end_registrations_are_taken_back() throws InterruptedException {
    var wire = new PlayedWire(registering());
    wire.start();
    wire.answer(Response.to(wire.last(), 200));
    var left = wire.trunks.stop().toCompletableFuture();
    wire.run();
    assertThat(wire.last().headers().first(HeaderType.EXPIRES)).contains(0L);
    assertThat(left).isNotDone();
    wire.answer(Response.to(wire.last(), 200));
    assertThat(left).isCompleted();
    assertThat(wire.trunks.due()).isEqualTo(Instant.MAX);
  }

  @Test
  void without_anything_to_take_back_the_end_comes_at_once() throws InterruptedException {
    var wire = new PlayedWire(checking());
    wire.start();
    var left = wire.trunks.stop().toCompletableFuture();
    wire.run();
    assertThat(left).isCompleted();
    wire.timeOut();
    assertThat(wire.trunks.due()).isEqualTo(Instant.MAX);
  }
}
