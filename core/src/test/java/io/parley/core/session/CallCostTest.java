package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Scenario.given;
import static io.parley.core.tool.ToolOutcome.Kind.*;
import static io.parley.core.tool.ToolPolicy.ASK_HUMAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.ToolRequest;
import io.parley.core.session.SessionCommand.WantedCall;
import io.parley.core.session.ToolEvent.ToolCallRequested;
import io.parley.core.tool.Approval;
import io.parley.core.tool.CallCost;
import io.parley.core.tool.ToolTerms;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallCostTest {
  private static final CallCost CENTS = new CallCost(50_000, "EUR");

  private static Scenario wanted(CallCost cost, boolean approval) {
    var terms =
        new ToolTerms(
            ASK_HUMAN,
            approval,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(cost));
    var call = new WantedCall(new ToolRequest("lookup", ARGUMENTS), "Looking it up", terms);
    return given(started(), said("a", "hello"), turnStarted(1, 2))
        .when(request(1, 1, call))
        .afterwards();
  }

  private static UsageTotal spent(Scenario scenario) {
    return scenario.active().usage();
  }

  @Test
  void the_cost_is_recorded_with_the_call() {
    var terms = wanted(CENTS, false).active().call("1.1").orElseThrow().terms();
    assertThat(terms.cost()).contains(CENTS);
    var recorded =
        new ToolCallRequested(
            1, "1.1", "lookup", "Looking it up", ARGUMENTS, terms, Optional.empty(), NOON);
    assertThat(recorded.terms()).isEqualTo(terms);
  }

  @Test
  void a_call_that_was_tried_counts_in_the_sessions_spending() {
    var running = wanted(CENTS, false);
    assertThat(spent(running).costMicros()).isZero();
    var settled = running.when(settle("1.1", FAILED)).afterwards();
    assertThat(spent(settled)).isEqualTo(new UsageTotal(0, 0, 50_000, "EUR"));
    var replied = settled.when(complete(1, 1, "Sorry.")).afterwards();
    assertThat(spent(replied)).isEqualTo(new UsageTotal(30, 12, 50_005, "EUR"));
  }

  @Test
  void a_call_that_nobody_agreed_to_costs_nothing() {
    var refused = wanted(CENTS, true).when(decide("d", "1.1", Approval.REJECT)).afterwards();
    assertThat(spent(refused).costMicros()).isZero();
  }

  @Test
  void a_dead_letter_that_is_made_again_costs_once_more() {
    var letter =
        wanted(CENTS, false)
            .when(Commands.undelivered("1.1"))
            .afterwards()
            .when(complete(1, 1, "Sorry."))
            .afterwards();
    var again =
        letter.when(retry("r", "1.1")).afterwards().when(settle("1.1", SUCCEEDED)).afterwards();
    assertThat(spent(again).costMicros()).isEqualTo(100_005);
  }

  @Test
  void amounts_of_another_currency_than_that_of_models_are_not_added_up() {
    var settled =
        wanted(new CallCost(70_000, "USD"), false).when(settle("1.1", SUCCEEDED)).afterwards();
    assertThat(spent(settled)).isEqualTo(new UsageTotal(0, 0, 70_000, "USD"));
    var replied = settled.when(complete(1, 1, "Done.")).afterwards();
    assertThat(spent(replied)).isEqualTo(new UsageTotal(30, 12, 5, "EUR"));
    assertThat(spent(replied).plus(new CallCost(1, "USD"))).isEqualTo(spent(replied));
  }
}
