package io.parley.voice.telephony;

import com.typesafe.config.Config;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.TenantId;
import io.parley.outbound.setting.Section;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which agent of which tenant answers a called number: the entry for exactly this number, else the
/// one with the longest prefix of it, else the organisation to which the platform's staff gave the
/// number, else the default. `parley.telephony.numbers` and `parley.telephony.other-numbers`.
public final class NumberPlan {
  private static final String KEY = "parley.telephony.numbers";
  private static final Set<String> FIELDS =
      Set.of("number", "prefix", "tenant", "agent", "language");
  private static final String FORM = "\\+?[0-9]{1,15}";

  private final Map<String, Destination> exact;
  private final List<Prefix> prefixes;
  private final Optional<Destination> others;
  private final NumberBook book;

  /// @param agent empty for the tenant's default one
  /// @param language a BCP 47 tag; empty for the agent's preferred one
  public record Destination(TenantId tenant, Optional<String> agent, Optional<String> language) {}

  private record Prefix(String digits, Destination to) {}

  private NumberPlan(
      Map<String, Destination> exact,
      List<Prefix> prefixes,
      Optional<Destination> others,
      NumberBook book) {
    this.exact = exact;
    this.prefixes = prefixes;
    this.others = others;
    this.book = book;
  }

  /// The settings alone.
  ///
  /// @param root the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static NumberPlan from(Config root) {
    var section = Section.of(root, "parley.telephony");
    var entries = section.sections("numbers");
    entries.forEach(NumberPlan::check);
    return new NumberPlan(exact(entries), prefixes(entries), others(section), new NumberBook());
  }

  /// The same settings, and behind them the numbers that organisations have.
  public NumberPlan with(NumberBook numbers) {
    return new NumberPlan(exact, prefixes, others, numbers);
  }

  private static Map<String, Destination> exact(List<Section> entries) {
    var exact = new HashMap<String, Destination>();
    for (var entry : entries) {
      if (entry.wordIfAny("number").isEmpty()) continue;
      var number = number(entry, "number");
      if (exact.put(number, destination(entry)) != null)
        throw Expect.wrong(KEY, number, "each number once");
    }
    return exact;
  }

  private static List<Prefix> prefixes(List<Section> entries) {
    var prefixes =
        entries.stream()
            .filter(entry -> entry.wordIfAny("prefix").isPresent())
            .map(entry -> new Prefix(number(entry, "prefix"), destination(entry)))
            .sorted(Comparator.comparingInt((Prefix prefix) -> prefix.digits().length()).reversed())
            .toList();
    var seen = new HashSet<String>();
    for (var prefix : prefixes)
      if (!seen.add(prefix.digits())) throw Expect.wrong(KEY, prefix.digits(), "each prefix once");
    return prefixes;
  }

  private static void check(Section entry) {
    for (var key : entry.keys()) Expect.oneOf(KEY, key, FIELDS);
    if (entry.wordIfAny("number").isPresent() == entry.wordIfAny("prefix").isPresent())
      throw Expect.wrong(KEY, "an entry", "either number or prefix in each entry");
  }

  private static Optional<Destination> others(Section section) {
    var answer = section.word("other-numbers");
    return switch (answer) {
      case "reject" -> Optional.empty();
      case "answer" ->
          Optional.of(new Destination(TenantId.DEFAULT, Optional.empty(), Optional.empty()));
      default -> throw Expect.wrong(section.name("other-numbers"), answer, "reject or answer");
    };
  }

  private static String number(Section entry, String key) {
    var number = entry.word(key);
    if (!number.matches(FORM))
      throw Expect.wrong(KEY, number, "a number such as +493012345, without blanks");
    return digits(number);
  }

  private static Destination destination(Section entry) {
    var language = entry.wordIfAny("language");
    if (language.filter(tag -> !AgentPresentation.isLanguage(tag)).isPresent())
      throw Expect.wrong(KEY, language.get(), "a language such as de or en-GB");
    return new Destination(
        entry.wordIfAny("tenant").map(TenantId::new).orElse(TenantId.DEFAULT),
        entry.wordIfAny("agent"),
        language);
  }

  private static String digits(String number) {
    return number.startsWith("+") ? number.substring(1) : number;
  }

  /// @param called as the provider writes it, with or without a plus
  /// @return empty when calls to this number are rejected
  public Optional<Destination> find(String called) {
    return named(called).or(() -> others);
  }

  /// The same, without the rule for numbers that nothing names.
  public Optional<Destination> named(String called) {
    var digits = digits(called.strip());
    var own = Optional.ofNullable(exact.get(digits));
    return own.or(
            () ->
                prefixes.stream()
                    .filter(prefix -> digits.startsWith(prefix.digits()))
                    .findFirst()
                    .map(Prefix::to))
        .or(() -> book.find(digits));
  }

  /// The numbers that the platform's staff gave to a tenant, by their digits. The settings may lead
  /// one of them elsewhere.
  public List<PhoneNumber> givenTo(TenantId tenant) {
    return book.of(tenant);
  }

  /// The numbers that a tenant shows over trunks of its own, the default one first.
  public List<PhoneNumber> ofTrunks(TenantId tenant) {
    return book.ofTrunks(tenant);
  }
}
