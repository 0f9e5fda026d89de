package io.parley.core.turn;

/// A line that is said without asking a model, in the agent's own wording.
public enum Line {
  GREETING,
  /// The agent's menu of keys, once more; blank without one.
  MENU,
  /// "I cannot connect you at the moment. How can I help you?" After a choice of the menu.
  NOT_CONNECTED,
  /// "We were cut off." The first words of a call that goes on where an earlier one was lost.
  CUT_OFF,
  /// "You asked about this: {topic}" After that, where it is known; blank: it is not said.
  ASKED_ABOUT,
  /// "Are you still there?"
  STILL_THERE,
  /// "Sorry, I did not get that."
  SAY_AGAIN,
  /// "I understand English only. You can press keys, or ask for a person." After that, in vain.
  NOT_UNDERSTOOD,
  /// "Something went wrong. Could you ask again?"
  TROUBLE,
  /// "I cannot give an answer to that."
  WITHHELD,
  /// "Shall I do this?" The call's label and arguments follow.
  SHALL_I,
  /// "Please say yes or no."
  YES_OR_NO,
  /// "Is that right?" After what the customer has spelled, read back.
  IS_THAT_RIGHT,
  /// "Please spell it again."
  SPELL_AGAIN,
  /// "Shall I go on?" After the first sentences of a long reply; blank: replies are said whole.
  GO_ON,
  /// "I am asking a colleague. I will tell you as soon as I know."
  ASKING_COLLEAGUE,
  /// "I cannot hear you at the moment. Please type."
  CANNOT_HEAR,
  /// "I will hang up now." The last thing that is heard in a call.
  GOODBYE
}
