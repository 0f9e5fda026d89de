package io.parley.tools.model.offline;

import io.parley.core.text.ConstantWord;

/// What words of a language tell; the words are in `offline/words.LANGUAGE.json`, under the name in
/// small letters with hyphens.
enum Cue {
  /// By which the language is recognised.
  COMMON,
  /// They say nothing about the subject of a question.
  LIGHT,
  /// A question that begins so goes on with the one before it.
  FOLLOW_UP,
  /// They stand for something that was named before.
  BACK,
  /// A question begins so.
  QUESTION,
  /// Words that stand in questions alone.
  ASKS,
  /// Between two questions.
  AND,
  /// A clause that begins so tells what the customer wants.
  WISHES,
  NOT_ARRIVED,
  NOT_SO,
  /// An offer is declined with these, not accepted.
  NO_HELP,
  /// The conversation ends with these; an offer before is not accepted.
  FAREWELL,
  HUMAN,
  /// Verbs of speaking to a human.
  TALK,
  /// Verbs of opening a ticket.
  WANTS,
  TICKET,
  COMPLAINT,
  TICKET_NUMBER,
  ORDER_NUMBER,
  /// Something that was said before is asked for.
  RECALL,
  /// Another order than the one that was spoken of.
  OTHER,
  ORDER,
  /// They stand beside an e-mail address that tells nothing else.
  ADDRESS,
  /// The customer wants to hear the rest of an answer.
  GO_ON,
  /// Words that may stand beside those.
  GO_ON_WITH,
  /// The customer speaks of something of theirs.
  MINE;

  String key() {
    return ConstantWord.of(this);
  }
}
