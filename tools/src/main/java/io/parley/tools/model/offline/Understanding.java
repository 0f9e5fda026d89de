package io.parley.tools.model.offline;

import io.parley.tools.model.offline.Phrase.Asks;
import io.parley.tools.model.offline.Wish.Status.Kind;
import io.parley.tools.model.offline.Wish.Talk;
import io.parley.tools.model.offline.Wish.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds out what the customer wants. By default a message is a question for the help centre, whose
/// search tells whether it knows the answer: a wrong guess there costs nothing.
final class Understanding {
  /// Answered together; further questions in the same message are dropped.
  private static final int WISHES_MAX = 4;

  /// Parts that are read at all: each takes some 10 ms.
  private static final int PARTS_MAX = 8;

  /// A question of fewer words than this only makes sense with the one before it.
  private static final int OWN_QUESTION_WORDS = 5;

  private static final Pattern QUESTIONS = Pattern.compile("(?<=\\?)\\s+");

  /// An opening has at most so many words, up to a comma or the end of a sentence.
  private static final int OPENING_WORDS_MAX = 4;

  private static final Set<String> OPENINGS = Set.of("greeting", "thanks");

  private final Languages languages;
  private final Map<String, Classifier> classifiers;
  private final OfflineSettings settings;

  /// @param classifiers by language
  Understanding(
      Languages languages, Map<String, Classifier> classifiers, OfflineSettings settings) {
    this.languages = languages;
    this.classifiers = Map.copyOf(classifiers);
    this.settings = settings;
  }

  /// @return at least one
  List<Wish> wishes(Conversation talk) {
    var language = languages.of(talk);
    var expected = Expectation.after(talk.lastReply(), languages);
    var matter = Matter.of(talk, languages);
    var classifier = classifiers.get(language.tag());
    var wishes = new ArrayList<Wish>();
    var parts =
        talk.asked().stream()
            .flatMap(message -> parts(message, language.cues()).stream())
            .limit(PARTS_MAX)
            .toList();
    var before = matter.title();
    for (var written : parts) {
      var part = withoutOpening(written, classifier);
      var reading =
          new Reading(
              part, before, talk, matter, expected, language, languages, classifier, settings);
      add(part, reading, expected, wishes);
      before = Optional.of(part);
    }
    return tidied(wishes);
  }

  private static void add(String part, Reading reading, Expectation expected, List<Wish> wishes) {
    // "where is my order" and then, in a message of its own, "1042"
    boolean completes = Numbers.only(part) && !wishes.isEmpty() && asksForNumber(wishes.getLast());
    boolean ticketNumber =
        completes
            ? wishes.removeLast().equals(new Talk(Phrase.ASK_TICKET_NUMBER))
            : expected.ticketNumber();
    if (ticketNumber && !Numbers.ticketsAskedFor(part).isEmpty())
      wishes.addAll(Reading.statuses(Kind.TICKET, Numbers.ticketsAskedFor(part)));
    else if ((expected.orderNumber() || Numbers.only(part)) && !Reading.statuses(part).isEmpty())
      wishes.addAll(Reading.statuses(part));
    else wishes.addAll(reading.wishes());
  }

  /// "Hello there, how long does delivery take?": the greeting tells nothing about the subject.
  private String withoutOpening(String part, Classifier classifier) {
    var words = List.of(part.split("\\s+"));
    int length = openingOf(words);
    if (length == 0 || words.size() - length < OWN_QUESTION_WORDS) return part;
    var guess = classifier.guess(String.join(" ", words.subList(0, length)));
    boolean isSmallTalk =
        OPENINGS.contains(guess.best()) && guess.of(guess.best()) >= settings.intentScore();
    return isSmallTalk ? String.join(" ", words.subList(length, words.size())) : part;
  }

  /// @return 0 if the first words are no opening
  private static int openingOf(List<String> words) {
    for (int length = 1; length <= Math.min(OPENING_WORDS_MAX, words.size()); length++) {
      var last = words.get(length - 1);
      if (last.endsWith(",") || last.endsWith(".") || last.endsWith("!")) return length;
    }
    return 0;
  }

  /// Several questions in one message are several wishes.
  private static List<String> parts(String message, Cues cues) {
    var parts = new ArrayList<StringBuilder>();
    for (var part : QUESTIONS.split(message.strip(), -1)) {
      boolean asks = part.endsWith("?") || cues.has(Cue.QUESTION, part);
      boolean own = asks && part.split("\\s+").length >= OWN_QUESTION_WORDS;
      if (own || parts.isEmpty()) parts.add(new StringBuilder(part));
      else parts.getLast().append(' ').append(part);
    }
    return parts.stream().flatMap(part -> cues.halves(part.toString()).stream()).toList();
  }

  /// Each wish once, one ticket at most, and no greetings where there are other wishes.
  private static List<Wish> tidied(List<Wish> wishes) {
    var distinct = new ArrayList<Wish>();
    boolean ticket = false;
    for (var wish : wishes) {
      if (distinct.contains(wish) || (ticket && wish instanceof Ticket)) continue;
      ticket |= wish instanceof Ticket;
      distinct.add(wish);
    }
    var matters =
        distinct.stream().filter(wish -> !Reading.isSmallTalk(wish)).limit(WISHES_MAX).toList();
    if (!matters.isEmpty()) return matters;
    return distinct.isEmpty() ? List.of(new Talk(Phrase.GREET)) : List.of(distinct.getLast());
  }

  private static boolean asksForNumber(Wish wish) {
    return wish instanceof Talk(var phrase) && phrase.asks() == Asks.NUMBER;
  }
}
