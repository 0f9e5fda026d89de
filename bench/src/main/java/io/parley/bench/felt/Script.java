package io.parley.bench.felt;

import io.parley.bench.felt.Phrases.Thought;
import io.parley.bench.speech.Sentences;
import java.util.List;

/// The words of callers in the groups whose figures depend on them.
///
/// @param questions with a clear end; @param thoughts with pauses inside; @param ends hard to tell
/// @param backchannels over a reply; @param interruptions of it
record Script(
    List<String> questions,
    List<Thought> thoughts,
    List<String> ends,
    List<String> backchannels,
    List<String> interruptions) {

  /// Rules were changed because of these.
  static final Script KNOWN =
      new Script(
          Sentences.SUPPORT,
          Phrases.THOUGHTS,
          Phrases.ENDS,
          Phrases.BACKCHANNELS,
          Phrases.INTERRUPTIONS);

  /// No rule was changed because of these: they tell what the figures of the others are worth.
  static final Script HELD_OUT =
      new Script(
          List.of(
              "What does the express delivery cost?",
              "I never got an answer to my letter.",
              "My discount was not applied.",
              "Do you have this table in oak?",
              "The zip of the tent is broken.",
              "Could I pick it up myself?",
              "I'd like to speak to your manager.",
              "When do you open on Saturday?",
              "Somebody else took my parcel.",
              "Are the batteries included?",
              "I want to add a second bike to the order.",
              "How can I change my email address?",
              "The colour looks different from the picture.",
              "Please cancel the whole thing.",
              "Is there a cheaper one?",
              "We only received half of the chairs.",
              "Who signed for the delivery?",
              "I lost the receipt.",
              "Does the guarantee cover scratches?",
              "Great, have a nice day."),
          List.of(
              thought(0.4, "We ordered a sofa,", "which should have come on Friday."),
              thought(0.5, "Do you know,", "whether the shop is open tomorrow?"),
              thought(0.6, "The number on the label,", "is seven three nine."),
              thought(0.7, "I received the chairs,", "but one leg is missing."),
              thought(0.8, "The person that I spoke to,", "promised me a refund."),
              thought(0.9, "I am calling because,", "my card was charged twice."),
              thought(1.0, "If I send it back today,", "when do I get my money?"),
              thought(1.1, "A few weeks ago,", "I wrote you a letter."),
              thought(1.2, "Please send it to,", "my neighbour instead."),
              thought(1.4, "Well, uh,", "how long is the warranty?"),
              thought(1.5, "My daughter opened the package,", "and the doll had no head.")),
          List.of(
              "Can somebody call me back?",
              "No.",
              "Yes, exactly.",
              "Five five two eight.",
              "My customer number is nine one three.",
              "It still does not work,",
              "That was it.",
              "In the evening.",
              "The green one, please.",
              "I cannot find the receipt.",
              "Six zero one.",
              "Could you tell me what this means?",
              "No, thank you.",
              "I already tried that,",
              "A large one.",
              "How do I do that?",
              "I don't remember when it was.",
              "Of course.",
              "Next Thursday.",
              "Let me know where I can send it.",
              "Nothing else, bye."),
          List.of(
              "Hmm.",
              "Okay, yeah.",
              "Right, right.",
              "Exactly.",
              "Sure, sure.",
              "I understand.",
              "Yep.",
              "Mhm, okay.",
              "Of course.",
              "Aha.",
              "Yes.",
              "Very good.",
              "Okay, good.",
              "That's right.",
              "Uh-huh.",
              "Perfect.",
              "Mm.",
              "Right, okay.",
              "Alright.",
              "Oh.",
              "Nice.",
              "Yeah, okay.",
              "Understood.",
              "Cool.",
              "Oh, I see."),
          List.of(
              "Just a second.",
              "No, no.",
              "Stop it.",
              "One question.",
              "I don't have an account.",
              "Can I talk to somebody?",
              "Hang on.",
              "Why?",
              "Not the shoes.",
              "Actually, forget it.",
              "Hello?",
              "That's wrong.",
              "And the lamp?",
              "Please stop.",
              "I know that already."));

  private static Thought thought(double pause, String first, String second) {
    return new Thought(List.of(first, second), List.of(pause));
  }
}
