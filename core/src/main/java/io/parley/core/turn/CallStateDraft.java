package io.parley.core.turn;

import io.parley.core.turn.CallState.Asking;
import io.parley.core.turn.CallState.PromptState;
import io.parley.core.turn.CallState.Reply;
import java.util.Optional;

/// A mutable copy of a [CallState], used to build the next one and then thrown away.
final class CallStateDraft {
  CustomerSide customer;
  Optional<Reply> reply;
  int replies;
  PromptState promptState;
  EarLag lag;
  Asking asking;
  ReadBack readBack;
  Keypad keypad;
  ColleagueWords colleague;
  boolean voiceless;
  boolean ended;

  CallStateDraft(CallState of) {
    customer = of.customer();
    reply = of.reply();
    replies = of.replies();
    promptState = of.promptState();
    lag = of.lag();
    asking = of.asking();
    readBack = of.readBack();
    keypad = of.keypad();
    colleague = of.colleague();
    voiceless = of.voiceless();
    ended = of.ended();
  }

  CallState done() {
    return new CallState(
        customer,
        reply,
        replies,
        promptState,
        lag,
        asking,
        readBack,
        keypad,
        colleague,
        voiceless,
        ended);
  }
}
