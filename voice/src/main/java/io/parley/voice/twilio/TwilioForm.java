package io.parley.voice.twilio;

import io.parley.core.dial.Answerer.Verdict;
import io.parley.core.dial.CallOutId;
import io.parley.voice.telephony.AnswererReport;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.RecordingProgress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The form that Twilio sends to a webhook (`application/x-www-form-urlencoded`). Values are not
/// trusted before the signature was checked.
///
/// @param values by name, in the order in which they came
public record TwilioForm(Map<String, List<String>> values) {
  private static final int FIELDS_MAX = 200;
  private static final int VALUE_MAX = 4_096;
  private static final String PROVIDER = "twilio";

  public TwilioForm {
    values = Map.copyOf(values);
  }

  /// Reads a body.
  ///
  /// @return empty when it is no form, or one of another size than Twilio sends
  public static Optional<TwilioForm> read(String body) {
    var all = new LinkedHashMap<String, List<String>>();
    if (body.isEmpty()) return Optional.of(new TwilioForm(all));
    var pairs = body.split("&", -1);
    if (pairs.length > FIELDS_MAX) return Optional.empty();
    try {
      for (var pair : pairs) {
        int is = pair.indexOf('=');
        var name = decoded(is < 0 ? pair : pair.substring(0, is));
        var value = is < 0 ? "" : decoded(pair.substring(is + 1));
        if (name.length() > VALUE_MAX || value.length() > VALUE_MAX) return Optional.empty();
        all.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    } catch (IllegalArgumentException notEscaped) {
      return Optional.empty();
    }
    return Optional.of(new TwilioForm(all));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// Empty when it is absent or empty.
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).map(List::getFirst).filter(v -> !v.isEmpty());
  }

  /// A number without a sign; empty when it is absent or another text.
  private Optional<Long> number(String name) {
    return text(name).filter(value -> value.matches("[0-9]{1,12}")).map(Long::parseLong);
  }

  /// Whether the caller's own provider has signed that the caller may show this number (attestation
  /// A of SHAKEN, RFC 8588, section 4), and Twilio has verified the signature. Other levels say
  /// which network a call came from, not whose the number is. Source: Twilio, "Trusted Calling with
  /// SHAKEN/STIR", `StirVerstat`.
  public boolean isAttested() {
    return text("StirVerstat").filter("TN-Validation-Passed-A"::equals).isPresent();
  }

  /// The report of a status callback.
  ///
  /// @return empty when it names no call or an unknown status
  public Optional<CallProgress> progress() {
    var call = text("CallSid");
    var status = text("CallStatus").flatMap(TwilioForm::status);
    if (call.isEmpty() || status.isEmpty()) return Optional.empty();
    return Optional.of(
        new CallProgress(
            PROVIDER,
            call.get(),
            status.get(),
            number("CallDuration").map(Duration::ofSeconds),
            number("SequenceNumber")));
  }

  static Optional<CallProgress.Status> status(String word) {
    return Optional.ofNullable(
        switch (word) {
          case "queued" -> CallProgress.Status.QUEUED;
          case "initiated" -> CallProgress.Status.INITIATED;
          case "ringing" -> CallProgress.Status.RINGING;
          case "in-progress", "answered" -> CallProgress.Status.ANSWERED;
          case "completed" -> CallProgress.Status.COMPLETED;
          case "busy" -> CallProgress.Status.BUSY;
          case "no-answer" -> CallProgress.Status.NO_ANSWER;
          case "failed" -> CallProgress.Status.FAILED;
          case "canceled" -> CallProgress.Status.CANCELED;
          default -> null;
        });
  }

  /// The report of Twilio's detection of answering machines about a call that it was asked to
  /// listen to until the end of a machine's greeting (`DetectMessageEnd`). Source: Twilio,
  /// "Answering Machine Detection", `AsyncAmdStatusCallback`.
  ///
  /// @param order that the call was placed for
  /// @return empty when it names no call or an unknown word
  public Optional<AnswererReport> answerer(CallOutId order) {
    var call = text("CallSid").filter(sid -> sid.matches("CA[0-9a-fA-F]{32}"));
    var word = text("AnsweredBy").orElse("");
    var who = verdict(word);
    if (call.isEmpty() || who.isEmpty()) return Optional.empty();
    return Optional.of(
        new AnswererReport(
            PROVIDER, call.get(), who.get(), order, word.startsWith("machine_end_")));
  }

  private static Optional<Verdict> verdict(String word) {
    return switch (word) {
      case "human" -> Optional.of(Verdict.HUMAN);
      case "machine_start", "machine_end_beep", "machine_end_silence", "machine_end_other", "fax" ->
          Optional.of(Verdict.MACHINE);
      case "unknown" -> Optional.of(Verdict.UNKNOWN);
      default -> Optional.empty();
    };
  }

  /// The report of a recording status callback.
  ///
  /// @return empty when it names no recording or an unknown status
  public Optional<RecordingProgress> recording() {
    var call = text("CallSid");
    var recording = text("RecordingSid").filter(sid -> sid.matches("RE[0-9a-fA-F]{32}"));
    var status = text("RecordingStatus").flatMap(TwilioForm::recordingStatus);
    if (call.isEmpty() || recording.isEmpty() || status.isEmpty()) return Optional.empty();
    var channels = number("RecordingChannels").filter(count -> count >= 1 && count <= 2);
    return Optional.of(
        new RecordingProgress(
            PROVIDER,
            call.get(),
            recording.get(),
            status.get(),
            text("RecordingUrl").flatMap(TwilioForm::place),
            number("RecordingDuration").map(Duration::ofSeconds),
            channels.isPresent()
                ? OptionalInt.of(channels.get().intValue())
                : OptionalInt.empty()));
  }

  private static Optional<RecordingProgress.Status> recordingStatus(String word) {
    return Optional.ofNullable(
        switch (word) {
          case "in-progress" -> RecordingProgress.Status.IN_PROGRESS;
          case "completed" -> RecordingProgress.Status.COMPLETED;
          case "absent" -> RecordingProgress.Status.ABSENT;
          case "failed" -> RecordingProgress.Status.FAILED;
          default -> null;
        });
  }

  private static Optional<URI> place(String url) {
    try {
      return Optional.of(URI.create(url)).filter(uri -> "https".equals(uri.getScheme()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
