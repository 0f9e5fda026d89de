package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.number.OrganisationNumber;
import io.parley.core.tenant.TenantId;
import io.parley.core.trunk.OwnTrunk;
import io.parley.core.trunk.OwnTrunk.Answering;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.Reach;
import io.parley.voice.sip.Requests;
import io.parley.voice.sip.account.AccountSettings;
import io.parley.voice.sip.account.Accounts;
import io.parley.voice.sip.call.Receptionist.Dialled;
import io.parley.voice.sip.call.Receptionist.Led;
import io.parley.voice.sip.call.SipSettings;
import io.parley.voice.sip.dns.JndiDns;
import io.parley.voice.sip.dns.Locating;
import io.parley.voice.sip.dns.Locator;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.transaction.TransactionKey;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Refusals;
import io.parley.voice.sip.transport.Transport;
import io.parley.voice.sip.transport.Wire;
import io.parley.voice.sip.trunk.OwnLine;
import io.parley.voice.sip.trunk.OwnTrunkSettings;
import io.parley.voice.sip.trunk.Trunk;
import io.parley.voice.sip.trunk.TrunkSettings;
import io.parley.voice.sip.trunk.Trunks;
import io.parley.voice.telephony.NumberBook;
import io.parley.voice.telephony.NumberPlan;
import io.parley.voice.telephony.NumberPlan.Destination;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Where calls lead, of senders of all kinds. Nothing is sent.
class SipDestinationsTest {
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final String REGISTERED = "192.0.2.1";
  private static final String BY_ADDRESS = "192.0.2.2";
  private static final String OF_SHOP = "192.0.2.3";
  private static final String LINE = "a1b2c3";

  private static final Config CONFIG =
      ConfigFactory.parseString(
              """
              parley.sip.trunks {
                shop {
                  peers = ["192.0.2.1"], host = "192.0.2.1", user = u, password = p, register = true
                }
                pbx { peers = ["192.0.2.2"] }
              }
              parley.telephony.numbers = [{ number = "+493012345", tenant = bank, agent = desk }]
              """)
          .withFallback(ConfigFactory.defaultReference())
          .resolve();

  private final Trunks trunks = trunks(TrunkSettings.from(CONFIG).trunks());
  private final SipDestinations destinations = destinations();

  /// The thread that has a task does it.
  private static final class AtOnce implements Wire {
    @Override
    public void answer(TransactionKey key, Response response) {
      throw new IllegalStateException("nothing is answered");
    }

    @Override
    public void send(Request request, Peer to) {
      throw new IllegalStateException("nothing is sent");
    }

    @Override
    public synchronized void execute(Runnable task) {
      task.run();
    }
  }

  private static Trunks trunks(List<Trunk> configured) {
    var random = new Random(1);
    var clock = InstantSource.system();
    var locating = new Locating(EnumSet.of(Transport.UDP));
    var locator = new Locator(locating, new JndiDns("dns:", Duration.ofSeconds(1)), random, clock);
    return new Trunks(
        configured, new Trunks.Outside(new AtOnce(), locator, null, null, random, clock, null));
  }

  private static SipDestinations destinations() {
    var book = new NumberBook();
    book.learn(
        List.of(
            new OrganisationNumber(
                new PhoneNumber("+4930777"), SHOP, Optional.of("sales"), Optional.empty())));
    return new SipDestinations(
        SipSettings.from(CONFIG, true),
        new Accounts(AccountSettings.from(CONFIG), new byte[32], new Refusals(new byte[32])),
        NumberPlan.from(CONFIG).with(book));
  }

  private Optional<Led> led(String from, String asked, String to) {
    return led(trunks, from, asked, to);
  }

  private Optional<Led> led(Trunks over, String from, String asked, String to) {
    var plain = Requests.invite();
    var invite =
        new Request(
            plain.method(),
            SipUri.of(asked, "192.0.2.9", 5_060),
            plain.headers().with(HeaderType.TO, new Address(Uri.of("sip:" + to + "@x.example"))),
            plain.body());
    var peer = Peer.udp(new InetSocketAddress(InetAddress.ofLiteral(from), 5_060));
    return destinations.led(over, new Dialled(asked, invite, peer));
  }

  @Test
  void a_call_to_the_address_of_a_registration_leads_where_the_number_that_was_dialled_does() {
    var led = led(REGISTERED, "u", "+493012345").orElseThrow();
    assertThat(led.to()).isEqualTo(new Destination(BANK, Optional.of("desk"), Optional.empty()));
    assertThat(led.number()).contains("+493012345");
    assertThat(led(BY_ADDRESS, "u", "+493012345")).as("it has not registered").isEmpty();
    assertThat(led(BY_ADDRESS, "+493012345", "anything").orElseThrow().to().tenant())
        .isEqualTo(BANK);
  }

  @Test
  void a_call_over_an_organisations_trunk_is_its_own_whatever_number_was_dialled() {
    var brought = brought();
    var answering = new Destination(SHOP, Optional.of("support"), Optional.empty());
    var unknown = led(brought, OF_SHOP, LINE, "+4930999").orElseThrow();
    assertThat(unknown.to()).isEqualTo(answering);
    assertThat(unknown.number()).contains("+4930999");
    assertThat(unknown.reach()).isPresent();
    assertThat(led(brought, OF_SHOP, LINE, "+4930777").orElseThrow().to())
        .as("its own number says who answers")
        .isEqualTo(new Destination(SHOP, Optional.of("sales"), Optional.empty()));
    assertThat(led(brought, OF_SHOP, LINE, "+493012345").orElseThrow().to())
        .as("the number of another organisation")
        .isEqualTo(answering);
  }

  /// The trunk of an organisation, which another node registers.
  private static Trunks brought() {
    var own =
        new OwnTrunk(
            OF_SHOP + ":5060",
            OwnTrunk.Transport.UDP,
            "u",
            Optional.empty(),
            List.of(),
            Answering.DEFAULT);
    var line =
        new OwnLine(
            new Destination(SHOP, Optional.of("support"), Optional.empty()),
            LINE,
            Set.of(),
            new Reach(Allowed.of("allow", List.of("192.0.2.0/24"))));
    var settings = OwnTrunkSettings.from(CONFIG);
    var brought = trunks(List.of());
    brought.learn(List.of(settings.trunk("org:shop/line", own, "p", line, false)));
    brought.start();
    await().until(() -> brought.isOfOrganisation(InetAddress.ofLiteral(OF_SHOP)));
    return brought;
  }
}
