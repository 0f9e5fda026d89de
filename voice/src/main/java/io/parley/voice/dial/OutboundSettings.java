package io.parley.voice.dial;

import com.typesafe.config.Config;
import io.parley.core.dial.Answerer;
import io.parley.core.dial.CallOutOrder;
import io.parley.core.dial.CallingHours;
import io.parley.core.dial.DialRules;
import io.parley.core.dial.NumberZones;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.TenantId;
import io.parley.outbound.setting.Section;
import io.parley.voice.telephony.NumberBook;
import io.parley.voice.telephony.NumberPlan;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Section `parley.telephony.outbound`: calls to people.
///
/// @param by the provider that dials, or `sip` for our trunks; empty: nobody is called
/// @param from numbers of ours that may be shown, the default one first
/// @param numbers where each of them leads; `default` for other numbers
/// @param ring how long it rings, if an order does not say it
/// @param kept how long the record of a call that is over is kept
public record OutboundSettings(
    Optional<String> by,
    List<PhoneNumber> from,
    NumberPlan numbers,
    DialRules rules,
    Duration ring,
    Duration kept,
    Machine machine) {
  private static final String KEY = "parley.telephony.outbound.";

  /// Over the trunks of `parley.sip`.
  public static final String BY_SIP = "sip";

  private static final List<String> PROVIDERS = List.of("twilio", "telnyx", "vonage", BY_SIP);
  private static final String PREFIX = "\\+[0-9]{1,15}";
  private static final String HOURS = "[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]";
  private static final int COUNT_MAX = 1_000;
  private static final int DAY_LETTERS = 3;

  public static final Duration RING_MIN = Duration.ofSeconds(5);
  public static final Duration RING_MAX = Duration.ofMinutes(2);

  /// For the sound to begin, and for the longest message.
  private static final Duration SPOKEN_MAX = Duration.ofMinutes(2);

  /// Treatment of answering machines.
  ///
  /// @param detect whether it is listened for them
  /// @param message spoken behind the beep; empty for none
  public record Machine(
      boolean detect, Action action, Optional<String> message, Answerer.Settings timing) {

    /// Treatment of a call that a machine has answered.
    public enum Action {
      HANG_UP,
      /// Leave the message behind the beep.
      MESSAGE,
      /// Talk to it as to a person.
      TALK
    }

    public Machine {
      var key = KEY + "machine.";
      if (message.filter(text -> text.length() > CallOutOrder.MESSAGE_MAX).isPresent())
        throw Expect.wrong(
            key + "message",
            message.get().length() + " characters",
            CallOutOrder.MESSAGE_MAX + " at most");
      Expect.between(key + "greeting-max", timing.greetingMax(), millis(500), seconds(10));
      Expect.between(key + "pause", timing.pause(), millis(200), seconds(5));
      Expect.between(key + "silence-max", timing.silenceMax(), millis(500), seconds(20));
      Expect.between(key + "decide-max", timing.decideMax(), seconds(1), seconds(30));
      Expect.between(key + "beep-wait", timing.beepWait(), seconds(5), seconds(180));
    }

    /// The message for a machine that has answered a call of this order.
    Optional<String> messageOf(CallOutOrder order) {
      return order.message().or(this::message);
    }

    /// So long after an answer a conversation has begun, or the machine has its message, at most.
    public Duration listened() {
      return detect ? timing.decideMax().plus(timing.beepWait()).plus(SPOKEN_MAX) : SPOKEN_MAX;
    }

    private static Duration millis(long value) {
      return Duration.ofMillis(value);
    }

    private static Duration seconds(long value) {
      return Duration.ofSeconds(value);
    }
  }

  public OutboundSettings {
    from = List.copyOf(from);
    by.ifPresent(provider -> Expect.oneOf(KEY + "by", provider, PROVIDERS));
    if (by.isPresent() && from.isEmpty())
      throw Expect.wrong(KEY + "from", "nothing", "a number of yours such as +493012345");
    Expect.between(KEY + "ring", ring, RING_MIN, RING_MAX);
    Expect.between(KEY + "kept", kept, Duration.ofDays(1), Duration.ofDays(3_650));
    Expect.between(KEY + "attempts", rules.attempts(), 1, COUNT_MAX);
    // records of calls are what attempts are counted by
    Expect.between(KEY + "attempts-window", rules.window(), Duration.ofMinutes(1), kept);
    Expect.between(KEY + "per-second", rules.perSecond(), 1, COUNT_MAX);
    Expect.between(KEY + "at-once", rules.atOnce(), 1, COUNT_MAX);
  }

  /// @param root the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static OutboundSettings from(Config root) {
    var section = Section.of(root, "parley.telephony.outbound");
    var from = section.texts("from").stream().map(OutboundSettings::number).toList();
    return new OutboundSettings(
        section.wordIfAny("by"),
        from,
        NumberPlan.from(root),
        rules(section),
        section.duration("ring"),
        section.duration("kept"),
        machine(section.section("machine")));
  }

  /// The same settings, with the numbers that organisations have.
  public OutboundSettings with(NumberBook book) {
    return new OutboundSettings(by, from, numbers.with(book), rules, ring, kept, machine);
  }

  /// The numbers of one tenant, its default one first: those of the settings, and then those that
  /// the platform's staff gave to it. No other tenant shows them: to the person who is called a
  /// number is a company's name. A tenant with trunks of its own, where calls go over trunks, shows
  /// their numbers, and no other ones.
  public List<PhoneNumber> numbersOf(TenantId tenant) {
    var own = numbers.ofTrunks(tenant);
    if (!own.isEmpty() && by.filter(BY_SIP::equals).isPresent()) return own;
    return Stream.concat(from.stream(), numbers.givenTo(tenant).stream())
        .distinct()
        .filter(number -> tenant.equals(holder(number)))
        .toList();
  }

  /// The tenant that a call to the number reaches now.
  private TenantId holder(PhoneNumber number) {
    return numbers.find(number.text()).map(NumberPlan.Destination::tenant).orElse(TenantId.DEFAULT);
  }

  private static DialRules rules(Section section) {
    return new DialRules(
        section.texts("prefixes").stream().map(text -> prefix("prefixes", text)).toList(),
        new NumberZones(zones(section)),
        hours(section),
        section.integer("attempts"),
        section.duration("attempts-window"),
        section.integer("per-second"),
        section.integer("at-once"));
  }

  private static Machine machine(Section section) {
    return new Machine(
        section.flag("detect"),
        action(section),
        section.textIfAny("message").map(String::strip),
        new Answerer.Settings(
            section.duration("greeting-max"),
            section.duration("pause"),
            section.duration("silence-max"),
            section.duration("decide-max"),
            section.duration("beep-wait")));
  }

  private static Machine.Action action(Section section) {
    var word = section.word("action");
    return switch (word) {
      case "hang-up" -> Machine.Action.HANG_UP;
      case "message" -> Machine.Action.MESSAGE;
      case "talk" -> Machine.Action.TALK;
      default -> throw Expect.wrong(section.name("action"), word, "hang-up, message or talk");
    };
  }

  private static PhoneNumber number(String text) {
    try {
      return PhoneNumber.parse(text);
    } catch (IllegalArgumentException e) {
      throw Expect.wrong(KEY + "from", text, "a number of yours such as +493012345");
    }
  }

  private static String prefix(String key, String text) {
    if (!text.matches(PREFIX)) throw Expect.wrong(KEY + key, text, "a prefix such as +49");
    return text;
  }

  private static Map<String, ZoneId> zones(Section section) {
    var zones = new HashMap<String, ZoneId>();
    for (var entry : section.sections("zones")) {
      for (var key : entry.keys()) Expect.oneOf(KEY + "zones", key, Set.of("prefix", "zone"));
      var prefix = prefix("zones", entry.word("prefix"));
      if (zones.put(prefix, zone(entry.word("zone"))) != null)
        throw Expect.wrong(KEY + "zones", prefix, "each prefix once");
    }
    return zones;
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw Expect.wrong(KEY + "zones", text, "a time zone such as America/New_York");
    }
  }

  private static CallingHours hours(Section section) {
    var text = section.word("hours");
    if (!text.matches(HOURS)) throw wrongHours(text);
    var days = days(section);
    try {
      return new CallingHours(
          LocalTime.parse(text.substring(0, text.indexOf('-'))),
          end(text.substring(text.indexOf('-') + 1)),
          days);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw wrongHours(text);
    }
  }

  /// The end of a day is written 24:00.
  private static LocalTime end(String text) {
    return text.equals("24:00") ? LocalTime.MAX : LocalTime.parse(text);
  }

  private static IllegalArgumentException wrongHours(String text) {
    return Expect.wrong(KEY + "hours", text, "a time of a day such as 09:00-20:00");
  }

  private static Set<DayOfWeek> days(Section section) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (var text : section.texts("days"))
      days.add(
          Arrays.stream(DayOfWeek.values())
              .filter(day -> shortened(day).equals(text.strip()))
              .findFirst()
              .orElseThrow(
                  () -> Expect.wrong(KEY + "days", text, "mon, tue, wed, thu, fri, sat, sun")));
    if (days.isEmpty()) throw Expect.wrong(KEY + "days", "nothing", "a day such as mon");
    return days;
  }

  private static String shortened(DayOfWeek day) {
    return day.name().substring(0, DAY_LETTERS).toLowerCase(Locale.ROOT);
  }
}
