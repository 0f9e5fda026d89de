package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.PromptMessage;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.session.TurnEvent.TurnFailed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Replies that reach the model's limit of tokens before they are complete.
class SessionCutOffRepliesTest extends SessionFixture {
  @Test
  void a_cut_off_reply_is_continued() {
    ask("You may take two, but you mu").isCutOff();
    var second = world.nextModelCall();
    assertThat(second.prompt().goesOn()).isTrue();
    assertThat(second.prompt().messages())
        .containsExactly(
            new PromptMessage.Customer("may I take two?"),
            new PromptMessage.Assistant("You may take two, but you"));
    second.says("must never");
    second.isCutOff();
    var third = world.nextModelCall();
    assertThat(third.prompt().messages().getLast())
        .isEqualTo(new PromptMessage.Assistant("You may take two, but you must"));
    third.says("never take three.");
    third.ends();
    var completed = (ReplyCompleted) event(4);
    assertThat(completed.text()).isEqualTo("You may take two, but you must never take three.");
    assertThat(completed.truncated()).isFalse();
    assertThat(completed.usage().outputTokens()).isEqualTo(3 * ScriptedWorld.USAGE.outputTokens());
  }

  @Test
  void readers_see_the_continuation_in_its_place() {
    start();
    var reader = listen(0);
    say("a", "may I take two?");
    var first = world.nextModelCall();
    first.says("You may take two, but you mu");
    var text = new StringBuilder();
    awaitText(reader, text, "You may take two, but you mu");
    first.isCutOff();
    world.nextModelCall().says("must not.");
    awaitText(reader, text, "You may take two, but you must not.");
  }

  @Test
  void a_reply_without_end_ends_with_its_last_whole_sentence_and_says_so() {
    ask("You may take two. But you must").isCutOff();
    for (int more = 0; more < 2; more++) {
      var call = world.nextModelCall();
      call.says("never, that is to say");
      call.isCutOff();
    }
    var completed = (ReplyCompleted) event(4);
    assertThat(completed.text()).isEqualTo("You may take two.");
    assertThat(completed.truncated()).isTrue();
    assertThat(world.modelCalls).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"UNAVAILABLE", "REFUSED", "BUDGET_SPENT"})
  void a_reply_that_cannot_be_continued_ends_with_its_last_whole_sentence(Category why) {
    ask("You may take two. But you must").isCutOff();
    var second = world.nextModelCall();
    second.says("never take three. Or");
    second.listener().failed(new ModelFailure(why, "no", null));
    var completed = (ReplyCompleted) event(4);
    assertThat(completed.text()).isEqualTo("You may take two.");
    assertThat(completed.truncated()).isTrue();
  }

  @Test
  void a_withheld_continuation_withholds_the_whole_reply() {
    ask("You may take two. But you must").isCutOff();
    var second = world.nextModelCall();
    second.listener().failed(new ModelFailure(Category.FILTERED, "no", null));
    assertThat(((TurnFailed) event(5)).problem().type()).isEqualTo("content-filtered");
  }

  @Test
  void a_tool_call_after_cut_off_words_is_requested_again() {
    ask("Let me lo").isCutOff();
    var second = world.nextModelCall();
    second.says("look.");
    second.wants("look");
    world.nextToolAttempt().outcome().complete(ScriptedWorld.found());
    var third = world.nextModelCall();
    assertThat(third.prompt().goesOn()).isFalse();
    assertThat(third.prompt().messages())
        .contains(new PromptMessage.Assistant("Let me look."))
        .last()
        .isInstanceOf(PromptMessage.ToolUse.class);
    third.says("Found it.");
    third.ends();
    assertThat(((ReplyCompleted) event(6)).text()).isEqualTo("Let me look.\n\nFound it.");
  }

  private ScriptedWorld.ModelCall ask(String words) {
    start();
    say("a", "may I take two?");
    var call = world.nextModelCall();
    assertThat(call.prompt().goesOn()).isFalse();
    call.says(words);
    return call;
  }
}
