package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.agent.KeyMenu;
import io.parley.core.agent.KeyMenu.Transfer;
import io.parley.core.agent.KeyMenu.Words;
import io.parley.core.party.Party;
import io.parley.core.session.Modality;
import io.parley.core.session.SessionCommand.Interrupt;
import io.parley.core.session.SessionCommand.Say;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferChoice;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferTarget;
import io.parley.core.turn.CallState.Phase;
import io.parley.core.turn.Line;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.telephony.TelephonyFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Keys in a call, with engines that take no time, in real time.
class CallKeysTest extends CallInRealTime {
  private static final String QUESTION = "I have a question about an order.";
  private static final KeyMenu MENU =
      new KeyMenu(
          "For orders press 1, for sales 2.",
          Map.of('1', new Words(QUESTION), '2', new Transfer("sales")));
  private static final TransferTarget SALES =
      new TransferTarget(
          "sales",
          "Sales",
          TransferAddress.of("+493012345"),
          Set.of(TransferMode.BLIND),
          Optional.empty(),
          TenantId.DEFAULT,
          Set.of());

  private final FakeTransfer network = new FakeTransfer();

  private void press(String keys) {
    for (char key : keys.toCharArray()) leg.does(new LegEvent.Digit(key, Duration.ofMillis(100)));
  }

  private List<Say> told() {
    return session.asked(Say.class);
  }

  private void beginWithMenu() {
    spawnWithMenu();
    leg.ready.complete(null);
    await().until(() -> said().size() == 2);
  }

  private void spawnWithMenu() {
    spawn(
        new CallParts(
            TestPlan.with(MENU),
            leg,
            engines,
            session,
            0,
            Optional.empty(),
            network,
            name ->
                name.equals("sales")
                    ? new TransferChoice.Chosen(SALES, TransferMode.BLIND)
                    : new TransferChoice.Refused(
                        TransferChoice.Reason.UNKNOWN_TARGET, List.of("sales")),
            services()));
  }

  @Test
  void keys_interrupt_the_agent_and_are_words_of_the_customer() {
    session.answers = words -> Optional.of(words.equals("1042#") ? "It is on its way." : LONG);
    begin();
    says("Where is my order?");
    await().until(() -> shown() == Phase.SPEAKING);
    press("1042#");
    await().untilAsserted(() -> assertThat(told()).hasSize(2));
    assertThat(told().getLast())
        .extracting(Say::by, Say::text, Say::digits, Say::modality, Say::to)
        .containsExactly(
            Party.CUSTOMER,
            "1042#",
            Optional.of("1042#"),
            Optional.of(Modality.KEYED),
            Optional.empty());
    assertThat(told().getLast().confidence()).isEmpty();
    await().until(() -> said().contains("It is on its way."));
    assertThat(meter.interruptions).containsExactly(true);
  }

  @Test
  void the_menu_follows_the_greeting_and_a_key_is_the_customers_words() {
    session.answers = _ -> Optional.of("Which order is it?");
    beginWithMenu();
    assertThat(said().getFirst()).startsWith("Hello!");
    assertThat(said().getLast()).startsWith("For orders press one");
    press("1");
    await().untilAsserted(() -> assertThat(told()).hasSize(1));
    assertThat(told().getFirst())
        .extracting(Say::text, Say::digits)
        .containsExactly(QUESTION, Optional.of("1"));
    await().until(() -> said().contains("Which order is it?"));
    assertThat(session.asked(Interrupt.class)).as("the greeting is no reply").isEmpty();
  }

  @Test
  void a_key_that_is_pressed_before_the_call_begins_chooses_from_the_menu() {
    press("2#");
    spawnWithMenu();
    leg.ready.complete(null);
    await().until(() -> !network.handedOver.isEmpty());
    assertThat(network.handedOver).containsExactly(SALES.address());
    assertThat(told()).extracting(Say::text).containsExactly("2");
  }

  @Test
  void a_key_hands_the_call_over_and_is_in_the_transcript() {
    beginWithMenu();
    press("2#");
    await().until(() -> !network.handedOver.isEmpty());
    assertThat(network.handedOver).containsExactly(SALES.address());
    assertThat(told()).hasSize(1);
    assertThat(told().getFirst())
        .extracting(Say::text, Say::digits, Say::to)
        .containsExactly("2", Optional.of("2"), Optional.of(Party.HUMAN));
  }

  @Test
  void a_caller_who_is_not_handed_over_hears_so_and_may_talk() {
    session.answers = _ -> Optional.of("Then I help you.");
    beginWithMenu();
    press("2#");
    await().until(() -> !network.handedOver.isEmpty());
    network.taken.completeExceptionally(
        new TelephonyFailure("twilio", TelephonyFailure.Category.REFUSED, false, "13223", null));
    await().until(() -> said().contains(Line.NOT_CONNECTED.name()));
    says("I want to know where my order is.");
    await().until(() -> said().contains("Then I help you."));
  }
}
