package io.parley.server;

import io.parley.core.tenant.TenantId;
import io.parley.voice.sip.account.Account;
import io.parley.voice.sip.account.Accounts;
import io.parley.voice.sip.call.Receptionist.Dialled;
import io.parley.voice.sip.call.Receptionist.Led;
import io.parley.voice.sip.call.SipSettings;
import io.parley.voice.sip.trunk.OwnLine;
import io.parley.voice.sip.trunk.Trunk;
import io.parley.voice.sip.trunk.Trunks;
import io.parley.voice.telephony.NumberPlan;
import io.parley.voice.telephony.NumberPlan.Destination;
import java.net.InetAddress;
import java.util.Optional;

/// Where calls by SIP lead: those of telephones with accounts, of programs of this machine, of
/// organisations' trunks, and all others by their numbers.
final class SipDestinations {
  /// A telephone of this machine reaches the default agent by this name.
  static final String NAME = "parley";

  private final Accounts accounts;
  private final NumberPlan numbers;
  private final ThisMachine thisMachine;

  SipDestinations(SipSettings settings, Accounts accounts, NumberPlan numbers) {
    this.thisMachine = ThisMachine.of(settings.thisMachine());
    this.accounts = accounts;
    this.numbers = numbers;
  }

  /// Whether a program of this machine may call from there without a trunk.
  boolean isThisMachine(InetAddress address) {
    return thisMachine.has(address);
  }

  Optional<Led> led(Trunks trunks, Dialled dialled) {
    var account = accounts.of(dialled.invite());
    if (account.isPresent())
      return led(account.get(), dialled.number())
          .map(to -> new Led(to, Optional.of(account.get().caller()), false));
    var from = dialled.from().address().getAddress();
    var trunk = trunks.of(from, dialled.invite());
    var line = trunk.flatMap(Trunk::own);
    if (line.isPresent()) return Optional.of(led(line.get(), dialled));
    if (dialled.number().equals(NAME) && isThisMachine(from))
      return Optional.of(
          new Led(
              new Destination(TenantId.DEFAULT, Optional.empty(), Optional.empty()),
              Optional.empty(),
              false));
    var number = isOfRegistration(trunk, dialled) ? dialled.addressee() : dialled.number();
    return numbers
        .find(number)
        .map(
            to ->
                new Led(
                    to,
                    Optional.empty(),
                    trunk.filter(Trunk::attests).isPresent(),
                    Optional.of(number),
                    Optional.empty()));
  }

  /// Whether the request goes to the address at which we have registered: the number is elsewhere.
  private static boolean isOfRegistration(Optional<Trunk> trunk, Dialled dialled) {
    return trunk
        .filter(known -> known.registration().isPresent())
        .filter(known -> known.user().equals(dialled.number()))
        .isPresent();
  }

  /// A number that leads to the organisation says who answers, any other one is answered as its
  /// trunk says: no call over it reaches another organisation.
  private Led led(OwnLine line, Dialled dialled) {
    boolean isLine = dialled.number().equals(line.user());
    var number = isLine ? dialled.addressee() : dialled.number();
    var said = numbers.named(number).filter(to -> to.tenant().equals(line.tenant()));
    return new Led(
        said.orElse(line.to()),
        Optional.empty(),
        false,
        Optional.of(number),
        Optional.of(line.reach()));
  }

  /// A telephone with an agent of its own reaches it by whatever it dials.
  private Optional<Destination> led(Account account, String number) {
    return account.agent().isPresent() || number.equals(NAME)
        ? Optional.of(new Destination(account.tenant(), account.agent(), account.language()))
        : numbers.find(number);
  }
}
