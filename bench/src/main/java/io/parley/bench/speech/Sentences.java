package io.parley.bench.speech;

import java.util.List;
import java.util.Map;

/// Made-up sentences of customers; without numbers and contractions, which have more than one
/// spelling.
public final class Sentences {
  public static final List<String> SUPPORT =
      List.of(
          "Where is my order?",
          "I would like to return these shoes.",
          "The parcel arrived, but it was damaged.",
          "Can you tell me when it will be delivered?",
          "I need to change my delivery address.",
          "How do I cancel my subscription?",
          "My invoice has the wrong name on it.",
          "The jacket is too small for me.",
          "Please send me a new label for the return.",
          "I was charged twice for the same order.",
          "Is this lamp available in black?",
          "How long does a refund take?",
          "I forgot my password and cannot log in.",
          "The tracking page has not changed since Monday.",
          "Could you speak with your warehouse, please?",
          "I want to talk to a person.",
          "The coffee machine stopped working after a week.",
          "Do you ship to Norway?",
          "Which card did you use for the payment?",
          "Thank you very much, that was all.");

  /// The recordings of Debian's `alsa-utils`: a woman.
  static final Map<String, String> HUMAN =
      Map.of(
          "Front_Center", "front center",
          "Front_Left", "front left",
          "Front_Right", "front right",
          "Rear_Center", "rear center",
          "Rear_Left", "rear left",
          "Rear_Right", "rear right",
          "Side_Left", "side left",
          "Side_Right", "side right");

  private Sentences() {}
}
