package io.parley.voice.sip.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.tenant.TenantId;
import io.parley.core.trunk.OwnTrunk;
import io.parley.core.trunk.OwnTrunk.Answering;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.Reach;
import io.parley.voice.sip.Requests;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Strangers;
import io.parley.voice.sip.transport.Strangers.Verdict;
import io.parley.voice.sip.trunk.TrunkStatus.Outcome;
import io.parley.voice.telephony.NumberPlan.Destination;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Trunks that organisations bring, at work without sockets and under manual time.
class OwnTrunksTest {
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final String NUMBER = "+4930123456";
  private static final InetAddress HOST = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.7");

  /// Where the host of these tests is.
  private static final Reach ALLOWED = new Reach(Allowed.of("allow", List.of("192.0.2.0/24")));

  private static final OwnTrunkSettings SETTINGS =
      OwnTrunkSettings.from(
          ConfigFactory.parseString("parley.sip.trunk-defaults.check-every = 0")
              .withFallback(ConfigFactory.defaultReference()));

  private static Trunk of(TenantId tenant, String user, String password, boolean registers) {
    return of(tenant, user, password, registers, ALLOWED);
  }

  private static Trunk of(
      TenantId tenant, String user, String password, boolean registers, Reach reach) {
    var own =
        new OwnTrunk(
            "sip.example",
            OwnTrunk.Transport.UDP,
            "4930123456",
            Optional.empty(),
            List.of(new PhoneNumber(NUMBER)),
            Answering.DEFAULT);
    var to = new Destination(tenant, Optional.of("support"), Optional.empty());
    var line = new OwnLine(to, user, Set.of(NUMBER), reach);
    return SETTINGS.trunk("org:" + tenant + "/line", own, password, line, registers);
  }

  private static PlayedWire started(Trunk... own) throws InterruptedException {
    var wire = new PlayedWire();
    wire.trunks.learn(List.of(own));
    wire.start();
    return wire;
  }

  private static Request invite(String method, String user) {
    var plain = Requests.of(method, 1, "z9hG4bK1");
    return new Request(
        plain.method(), SipUri.of(user, "192.0.2.9", 5_060), plain.headers(), plain.body());
  }

  private static Optional<TenantId> leads(Trunks trunks, InetAddress from, String user) {
    return trunks
        .ofOrganisation(from, invite(Method.INVITE, user))
        .flatMap(Trunk::own)
        .map(OwnLine::tenant);
  }

  @Test
  void it_registers_at_an_address_whose_user_only_its_registrar_is_told() throws Exception {
    var wire = started(of(SHOP, "a1b2", "s3cret", true));
    assertThat(wire.did).containsExactly("REGISTER to 192.0.2.1");
    var contact = wire.last().headers().all(HeaderType.CONTACT).getFirst();
    assertThat(contact.uri().toString()).startsWith("sip:a1b2@").endsWith(";line=a1b2");
    wire.answer(MadeTrunks.challenge(wire.last(), "SHA-256"));
    wire.answer(Response.to(wire.last(), 403));
    assertThat(wire.trunks.status("org:shop/line").outcome()).contains(Outcome.REFUSED);
    while (wire.did.size() == 2) wire.pass();
    wire.answer(Response.to(wire.last(), 200));
    assertThat(wire.trunks.status("org:shop/line").outcome()).contains(Outcome.REGISTERED);
  }

  @Test
  void a_call_is_the_organisations_by_that_user_and_the_hosts_address_alone() throws Exception {
    var wire = started(of(SHOP, "a1b2", "s3cret", true), of(BANK, "c3d4", "other", true));
    while (wire.did.size() < 2) wire.step();
    assertThat(leads(wire.trunks, HOST, "a1b2")).contains(SHOP);
    assertThat(leads(wire.trunks, HOST, "c3d4")).contains(BANK);
    assertThat(leads(wire.trunks, HOST, "4930123456")).isEmpty();
    var numbered = Uri.of("sip:+4930123456@192.0.2.9;line=a1b2");
    var plain = Requests.of(Method.INVITE, 1, "z9hG4bK1");
    var invite = new Request(plain.method(), numbered, plain.headers(), plain.body());
    assertThat(wire.trunks.ofOrganisation(HOST, invite)).as("by its line").isPresent();
    assertThat(wire.trunks.ofOrganisation(ELSEWHERE, invite)).isEmpty();
    assertThat(leads(wire.trunks, ELSEWHERE, "a1b2")).isEmpty();
    assertThat(wire.trunks.has(HOST)).as("its address proves nothing else").isFalse();
    assertThat(wire.trunks.isOfOrganisation(HOST)).isTrue();
    var trunk = of(SHOP, "a1b2", "s3cret", true);
    assertThat(wire.trunks.isOfOrganisation(trunk, HOST)).isTrue();
    assertThat(wire.trunks.isOfOrganisation(trunk, ELSEWHERE)).isFalse();
  }

  @Test
  void its_calls_are_proved_and_all_else_from_there_is_a_strangers() throws Exception {
    var wire = started(of(SHOP, "a1b2", "s3cret", true));
    var callers = new OwnCallers(() -> wire.trunks, Strangers.NONE);
    var from = Peer.udp(new InetSocketAddress(HOST, 5_060));
    assertThat(callers.isCalled(HOST)).isTrue();
    assertThat(callers.isCalled(ELSEWHERE)).isFalse();
    assertThat(callers.judge(invite(Method.INVITE, "a1b2"), from, false, wire.now))
        .isInstanceOf(Verdict.Proved.class);
    assertThat(callers.judge(invite(Method.INVITE, "4930222"), from, false, wire.now))
        .isInstanceOf(Verdict.Unconcerned.class);
    assertThat(callers.judge(invite(Method.REGISTER, "a1b2"), from, false, wire.now))
        .isInstanceOf(Verdict.Unconcerned.class);
  }

  @Test
  void another_password_registers_anew_and_takes_the_old_registration_back() throws Exception {
    var wire = started(of(SHOP, "a1b2", "s3cret", true));
    wire.answer(Response.to(wire.last(), 200));
    var before = of(SHOP, "a1b2", "s3cret", true);
    assertThat(wire.trunks.beginsIn(before)).isTrue();
    wire.trunks.learn(List.of(of(SHOP, "e5f6", "another", true)));
    while (wire.did.size() < 3) wire.step();
    assertThat(wire.requests.get(1).headers().first(HeaderType.EXPIRES)).contains(0L);
    var contact = wire.last().headers().all(HeaderType.CONTACT).getFirst();
    assertThat(contact.uri().toString()).startsWith("sip:e5f6@");
    assertThat(leads(wire.trunks, HOST, "a1b2")).isEmpty();
    assertThat(leads(wire.trunks, HOST, "e5f6")).contains(SHOP);
    assertThat(wire.trunks.status("org:shop/line").calls()).as("a call goes on").isEqualTo(1);
    wire.trunks.ended(before);
    assertThat(wire.trunks.status("org:shop/line").calls()).isZero();
  }

  @Test
  void one_that_is_gone_takes_its_registration_back_and_no_calls() throws Exception {
    var trunk = of(SHOP, "a1b2", "s3cret", true);
    var wire = started(trunk);
    wire.answer(Response.to(wire.last(), 200));
    wire.trunks.learn(List.of());
    wire.run();
    assertThat(wire.last().headers().first(HeaderType.EXPIRES)).contains(0L);
    assertThat(wire.trunks.beginsIn(trunk)).isFalse();
    wire.trunks.ended(trunk);
    wire.answer(Response.to(wire.last(), 200));
    assertThat(wire.trunks.isOfOrganisation(HOST)).isFalse();
  }

  @Test
  void a_host_inside_our_network_is_not_reached() throws Exception {
    var wire = new PlayedWire();
    wire.trunks.learn(List.of(of(SHOP, "a1b2", "s3cret", true, new Reach(Allowed.NOTHING))));
    wire.trunks.start();
    while (wire.trunks.status("org:shop/line") == null
        || wire.trunks.status("org:shop/line").outcome().isEmpty()) wire.step();
    assertThat(wire.trunks.status("org:shop/line").outcome()).contains(Outcome.NOT_FOUND);
    assertThat(wire.did).isEmpty();
  }

  @Test
  void calls_out_go_over_ones_own_trunk_and_nobody_elses() throws Exception {
    var wire =
        new PlayedWire(MadeTrunks.named("main", ", user = m, password = p, check-every = 0"));
    wire.trunks.learn(List.of(of(SHOP, "a1b2", "s3cret", false)));
    wire.trunks.start();
    while (names(wire, SHOP).isEmpty() || names(wire, BANK).isEmpty()) wire.step();
    assertThat(names(wire, SHOP)).containsExactly("org:shop/line");
    assertThat(names(wire, BANK)).containsExactly("main");
    assertThat(wire.trunks.forCallOut())
        .extracting(way -> way.trunk().name())
        .containsExactly("main");
    assertThat(wire.did).as("another node registers").isEmpty();
  }

  @Test
  void an_end_that_takes_our_calls_by_our_address_gets_none_of_an_organisation() throws Exception {
    var wire = new PlayedWire(MadeTrunks.named("main", ", check-every = 0"));
    var own = of(SHOP, "a1b2", "s3cret", false);
    wire.trunks.learn(List.of(own));
    wire.trunks.start();
    while (names(wire, BANK).isEmpty() || !wire.trunks.isOfOrganisation(HOST)) wire.step();
    assertThat(names(wire, BANK)).containsExactly("main");
    assertThat(names(wire, SHOP)).as("its host is the same").isEmpty();
    var led = Peer.udp(new InetSocketAddress(HOST, 5_080));
    var elsewhere = Peer.udp(new InetSocketAddress(ELSEWHERE, 5_060));
    assertThat(wire.trunks.open(own, List.of(led, elsewhere)))
        .as("nor by a redirection")
        .containsExactly(elsewhere);
  }

  private static List<String> names(PlayedWire wire, TenantId tenant) {
    return wire.trunks.forCallOut(tenant, Optional.of(NUMBER)).stream()
        .map(way -> way.trunk().name())
        .toList();
  }
}
