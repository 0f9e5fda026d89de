package io.parley.bench.felt;

import java.util.List;

/// The words of made callers and of the agent; made up for this purpose.
final class Phrases {
  /// A sentence in which somebody stops to think.
  ///
  /// @param pauses after each part but the last, in seconds
  record Thought(List<String> parts, List<Double> pauses) {
    Thought {
      parts = List.copyOf(parts);
      pauses = List.copyOf(pauses);
    }
  }

  /// With pauses of 0.4 to 1.5 s, as in issue 15.
  static final List<Thought> THOUGHTS =
      List.of(
          new Thought(
              List.of("I would like to return,", "the shoes that I bought last week."),
              List.of(0.4)),
          new Thought(
              List.of("Can you tell me,", "when my parcel will be delivered?"), List.of(0.5)),
          new Thought(List.of("My order number,", "is one zero four two."), List.of(0.6)),
          new Thought(List.of("I bought a lamp,", "and it does not work."), List.of(0.7)),
          new Thought(List.of("The jacket that I ordered,", "is too small for me."), List.of(0.8)),
          new Thought(
              List.of("I was wondering,", "whether you could,", "change my address."),
              List.of(0.5, 0.9)),
          new Thought(List.of("When I opened the box,", "the glass was broken."), List.of(1.0)),
          new Thought(List.of("Last Monday,", "I called you about my invoice."), List.of(1.1)),
          new Thought(List.of("I need to change,", "my delivery address."), List.of(1.2)),
          new Thought(List.of("So, um,", "where is my refund?"), List.of(1.4)),
          new Thought(List.of("The parcel arrived yesterday,", "but it was empty."), List.of(1.5)));

  /// Utterances after which recognisers and callers disagree about the end.
  static final List<String> ENDS =
      List.of(
          "I'd like to know where my order is.",
          "Where is my order?",
          "Yes.",
          "No, thanks.",
          "One zero four two.",
          "My order number is one zero zero one.",
          "I would like to return these shoes,",
          "That is all.",
          "Yes, please.",
          "It was the blue one.",
          "I do not know what the number is.",
          "Seven three one nine.",
          "The parcel has not arrived, and it was promised for Monday,",
          "No.",
          "Can I pay by invoice?",
          "Tomorrow morning.",
          "I want to talk to a person.",
          "Black, size forty two.",
          "How much does it cost to send it back,",
          "Thank you.",
          "Please tell me what it is.");

  /// Said by listeners who do not want to interrupt.
  static final List<String> BACKCHANNELS =
      List.of(
          "Okay.",
          "Mhm.",
          "Yeah.",
          "Right.",
          "I see.",
          "Uh-huh.",
          "Yes.",
          "Okay.",
          "Sure.",
          "All right.",
          "Mhm.",
          "Yeah.",
          "Good.",
          "Ah, okay.",
          "Right.",
          "Yes, yes.",
          "I see.",
          "Okay.",
          "Got it.",
          "Great.",
          "Yeah.",
          "Mhm.",
          "Oh, okay.",
          "Fine.",
          "Uh-huh.");

  /// Said by listeners who want to interrupt.
  static final List<String> INTERRUPTIONS =
      List.of(
          "Stop.",
          "Wait.",
          "No.",
          "Hold on.",
          "Excuse me.",
          "Wait a moment, please.",
          "That is not what I meant.",
          "I have another question.",
          "Sorry, can you repeat that?",
          "Where do I find the label?",
          "No, thank you.",
          "How much is it?",
          "What?",
          "Goodbye.",
          "But I paid by card.");

  /// Short words and numbers: all of them are to be answered.
  static final List<String> SHORT =
      List.of(
          "One zero zero zero one.",
          "Seven.",
          "Help.",
          "Nine.",
          "Hello?",
          "Zero.",
          "Stop.",
          "One oh four two.",
          "Three.",
          "Tuesday.",
          "Eight.",
          "Four four six six.",
          "Size five.",
          "Six.",
          "Nobody.",
          "Two.",
          "Refund.",
          "Nine eight three zero.");

  /// The same by a person: recordings' names.
  static final List<String> SHORT_PEOPLE =
      List.of(
          "digits/0",
          "digits/1",
          "digits/2",
          "digits/3",
          "digits/4",
          "digits/5",
          "digits/6",
          "digits/7",
          "digits/8",
          "digits/9",
          "hello",
          "sorry",
          "digits/tomorrow",
          "Front_Center");

  /// Answers of one or two sentences, each of its own words, so that none is cached.
  static final List<String> ANSWERS =
      List.of(
          "It is on its way and will arrive on Monday.",
          "Yes, you can return them within thirty days.",
          "I am sorry about that. We will send you a new one today.",
          "Tomorrow, between nine and twelve.",
          "I have changed it.",
          "You can cancel it at any time in your account.",
          "Of course. The new invoice has the right name.",
          "Then I suggest the larger size.",
          "The label is in your mailbox now.",
          "One of the two charges is already being returned.",
          "Yes, in black and in white.",
          "It takes three to five days.",
          "I have sent you a link for a new password.",
          "The carrier scanned it this morning in Lisbon.",
          "I will ask them, and write to you.",
          "One moment, I will connect you.",
          "That is covered by the warranty.",
          "Yes, we do. It costs twelve euros.",
          "We used the card that ends in four two.",
          "You are welcome. Goodbye.");

  private static final List<String> DATED =
      List.of(
          "It is on its way and will arrive on %s.",
          "Our driver tried to deliver it on %s.",
          "You will get the new one on %s at the latest.",
          "I have asked the warehouse. They will send it on %s.",
          "Yes, you can return it until %s.",
          "The money was sent to your bank on %s.",
          "It will be in stock again on %s.",
          "I have moved the appointment to %s.",
          "Your subscription ends on %s.",
          "Of course. A colleague will call you on %s.",
          "The invoice was paid on %s.");

  private static final List<String> DAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

  /// 77 answers, each of its own words.
  static String answer(int number) {
    return DATED.get(number % DATED.size()).formatted(DAYS.get(number % DAYS.size()));
  }

  /// Longer answers, of which two sentences are said at once.
  static final List<String> LONG_ANSWERS =
      List.of(
          "You can return anything that you have not worn within thirty days of the day on which it"
              + " arrived. Put it into its box, and stick the label from your account on it. We pay"
              + " the postage within the country. The money is returned within a week.",
          "The parcel left our warehouse in the evening of the same day, and the carrier has had it"
              + " since then. It is delayed by the weather, and should be with you by the end of"
              + " the week. If it is not, we will send another one.",
          "A refund takes from three to five days after the parcel has come back to our warehouse,"
              + " depending on your bank. You get a message when we have sent it. Until then you"
              + " need not do anything.",
          "We ship to every country of the union, to Norway and to Switzerland, and the price"
              + " depends on the weight of your parcel. A pair of shoes costs twelve euros. Larger"
              + " things are more expensive.",
          "The coffee machine has a warranty of two years, which covers everything but the glass"
              + " and the filters. Send us a photograph of it, and a copy of the invoice. We repair"
              + " it or send you another one.",
          "Your subscription ends with the current month if you cancel it today, and you can use it"
              + " until then. Nothing is charged after that. You can take it up again whenever you"
              + " like.");

  /// About a minute and a half of speech.
  static final String LONG_REPLY =
      String.join(
          " ",
          "Let me explain how a return works with us.",
          "First you open your account and look for the order in the list of your orders.",
          "There you find a button with the word return next to every article.",
          "Press it, and choose the reason from the list that is shown.",
          "After that you can print a label, or have it sent to you by mail.",
          "Put the article into its box, together with everything that came with it.",
          "Close the box well, and stick the label onto the largest side.",
          "Bring it to any shop of the carrier, or have it collected at your door.",
          "The shop gives you a receipt, which you should keep until the money has come.",
          "The parcel needs two or three days to come back to our warehouse.",
          "There it is opened, and somebody looks whether everything is complete.",
          "Then the money is sent to the card with which you have paid.",
          "Depending on your bank this takes from three to five days.",
          "If you have paid by invoice, you need not pay it any more.",
          "When something is missing, we write to you before we do anything else.",
          "Articles that were made for you alone cannot be returned, and neither can seals that"
              + " were opened.",
          "Shoes are tried on a carpet, so that their soles stay clean.",
          "Lamps are returned without their bulbs, which break too easily.",
          "Larger furniture is collected by two people, who call you the day before.",
          "You can follow all of this in your account, where every step has its own line.");

  private Phrases() {}
}
