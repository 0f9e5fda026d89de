package io.parley.core.memory.note;

import io.parley.core.memory.History;
import io.parley.core.memory.HistoryLine;
import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryDraft;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.Summary;
import io.parley.core.model.PromptMessage;
import io.parley.core.party.Party;
import io.parley.core.session.Customer;
import io.parley.core.session.Session;
import io.parley.core.text.Unicode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Builds prompts that ask a model for memories, and parses its answers. An answer consists of
/// lines:
///
/// ```
/// fact: The customer wears size 42
/// correct 3: The customer lives in Graz
/// episode: The customer asked where order 1042 was; it had arrived by the end.
/// procedure: Boots that smell of rubber: the article about airing them was enough.
/// none
/// ```
///
/// Models are sloppy, and customers may try to write into the memory through them, so nothing is
/// trusted: other lines are skipped, secrets are removed ([ToldSecrets]), and procedures, which
/// other customers' sessions read, must not mention this customer.
public final class MemoryNotes {
  private static final int FACT_MAX = 300;
  private static final int EPISODE_MAX = MemoryDraft.TEXT_MAX;
  private static final int PROCEDURE_MAX = 500;

  /// The most characters of one message in such a prompt.
  private static final int LINE_MAX = 2_000;

  /// Instructions to the assistant are not facts about a customer.
  private static final Pattern FOR_ASSISTANT =
      Pattern.compile(
          "(?i)\\b(?:ignore|disregard|forget|override)\\b.{0,40}\\b(?:instructions?|rules?|prompts?)\\b|\\bsystem"
              + " prompt\\b|\\b(?:assistant|bot|chatbot)\\b.{0,20}\\b(?:must|should|shall|has to|is"
              + " to)\\b");

  /// A number of four digits or more: an order, a ticket, a telephone, a date.
  private static final Pattern NUMBER = Pattern.compile("\\d(?:[ ./-]?\\d){3}");

  private static final Pattern ADDRESS = Pattern.compile("\\S@\\S|(?i:https?://|www\\.)");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:(?i:my name is|my name['’]s|i am|i['’]m|i am called|call me|this is|name is|named"
              + "|ich heiße|mein name ist|ich bin|me llamo|mi nombre es|soy))"
              + " (\\p{Lu}[\\p{L}'’-]+(?: \\p{Lu}[\\p{L}'’-]+){0,3})");

  private MemoryNotes() {}

  /// The messages of a prompt that asks for facts. Known facts come first, numbered from 1, so that
  /// the model can correct them by number.
  ///
  /// @param lines the newest turns
  /// @param known facts of [Memories#facts]
  public static List<PromptMessage> material(List<HistoryLine> lines, List<Memory> known) {
    var messages = new ArrayList<PromptMessage>();
    if (!known.isEmpty()) messages.add(new PromptMessage.Remembered(known));
    for (var line : lines) messages.add(message(line));
    return messages;
  }

  /// The messages of a prompt that asks for a reflection on a whole conversation.
  public static List<PromptMessage> material(History history) {
    var messages = new ArrayList<PromptMessage>();
    history.summary().ifPresent(notes -> messages.add(new PromptMessage.Earlier(notes.text())));
    for (var line : history.lines()) messages.add(message(line));
    return messages;
  }

  /// New facts about the customer in `answer`, at most [Session#MEMORIES_AT_ONCE_MAX].
  ///
  /// @param known the same list as in [#material]
  public static List<MemoryDraft> facts(String answer, List<Memory> known) {
    var drafts = new LinkedHashMap<String, MemoryDraft>();
    var have =
        known.stream().map(memory -> Wordings.plain(memory.text())).collect(Collectors.toSet());
    for (var note : NoteLines.of(answer)) {
      if (note.label() != NoteLines.Label.FACT && note.label() != NoteLines.Label.CORRECT) continue;
      var text = kept(note.text(), FACT_MAX).filter(fact -> !addressesAssistant(fact));
      if (text.isEmpty()) continue;
      var before =
          note.label() == NoteLines.Label.CORRECT
              ? find(note.handle(), known)
              : Optional.<Memory>empty();
      var plain = Wordings.plain(text.get());
      boolean old =
          before
              .map(memory -> Wordings.plain(memory.text()).equals(plain))
              .orElse(have.contains(plain));
      if (old) continue;
      var draft = new MemoryDraft(MemoryKind.SEMANTIC, text.get(), before.map(Memory::id));
      if (before.isEmpty()) drafts.putIfAbsent(plain, draft);
      // of two corrections of one fact the later wins
      else drafts.put(before.get().id(), draft);
    }
    return drafts.values().stream().limit(Session.MEMORIES_AT_ONCE_MAX).toList();
  }

  /// At most one episode and one procedure.
  ///
  /// @param history of the customer, whose name, as they gave it, the procedure must not contain
  public static List<MemoryDraft> reflection(
      String answer, Optional<Customer> customer, History history) {
    var notes = NoteLines.of(answer);
    var episode = first(notes, NoteLines.Label.EPISODE, EPISODE_MAX);
    var names = names(customer, history);
    var procedure =
        first(notes, NoteLines.Label.PROCEDURE, PROCEDURE_MAX)
            .filter(text -> !addressesAssistant(text) && isImpersonal(text, names));
    return Stream.concat(
            episode.stream().map(text -> draft(MemoryKind.EPISODIC, text)),
            procedure.stream().map(text -> draft(MemoryKind.PROCEDURAL, text)))
        .toList();
  }

  /// The text in one line, without the sentences that contain a password, a card number or the
  /// like; empty when nothing is left.
  public static Optional<String> withoutSecrets(String text) {
    return ToldSecrets.without(text);
  }

  /// Whether a text contains a password, a card number or the like.
  public static boolean tellsSecret(String text) {
    return ToldSecrets.in(text);
  }

  private static MemoryDraft draft(MemoryKind kind, String text) {
    return new MemoryDraft(kind, text, Optional.empty());
  }

  private static Optional<String> first(
      List<NoteLines.Note> notes, NoteLines.Label label, int max) {
    return notes.stream()
        .filter(note -> note.label() == label)
        .flatMap(note -> kept(note.text(), max).stream())
        .findFirst();
  }

  /// The text without secrets and not too long, if there is anything left to say.
  private static Optional<String> kept(String text, int max) {
    return ToldSecrets.without(text)
        .map(rest -> Wordings.cut(rest, max))
        .filter(rest -> !Wordings.isNothing(rest));
  }

  private static Optional<Memory> find(String handle, List<Memory> known) {
    for (int i = 0; i < known.size(); i++)
      if (handle.equals(Integer.toString(i + 1)) || handle.equals(known.get(i).id()))
        return Optional.of(known.get(i));
    return Optional.empty();
  }

  private static boolean addressesAssistant(String text) {
    return FOR_ASSISTANT.matcher(Unicode.bounded(text)).find();
  }

  private static boolean isImpersonal(String text, Set<String> names) {
    return !NUMBER.matcher(text).find()
        && !ADDRESS.matcher(text).find()
        && Wordings.words(text).noneMatch(names::contains);
  }

  private static Set<String> names(Optional<Customer> customer, History history) {
    var texts =
        Stream.concat(
            history.summary().stream().map(Summary::text),
            history.lines().stream()
                .filter(line -> line.by() == Party.CUSTOMER)
                .map(HistoryLine::text));
    return Stream.concat(
            customer.stream()
                .flatMap(known -> Stream.concat(Stream.of(known.id()), known.name().stream())),
            texts.flatMap(text -> NAMED.matcher(text).results()).map(match -> match.group(1)))
        .flatMap(Wordings::words)
        .filter(word -> word.length() > 1)
        .collect(Collectors.toSet());
  }

  private static PromptMessage message(HistoryLine line) {
    var text = Wordings.cut(line.text(), LINE_MAX);
    return switch (line.by()) {
      case CUSTOMER -> new PromptMessage.Customer(text);
      case HUMAN, OPERATOR -> new PromptMessage.Colleague(text);
      case BOT, SYSTEM -> new PromptMessage.Assistant(text);
    };
  }
}
