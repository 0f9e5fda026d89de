package io.parley.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Environment variables and the keys that they set.
final class EnvironmentNames {
  private static final String PREFIX = "PARLEY_";

  /// An API key or access token for `parley org`.
  static final String KEY = "PARLEY_KEY";

  /// Read by the launcher, and by a command: no settings.
  private static final List<String> OTHERS = List.of("PARLEY_JAVA_OPTS", KEY);

  private static final Map<String, String> KEYS = new LinkedHashMap<>();

  static {
    KEYS.put("PARLEY_MODE", "parley.mode");
    KEYS.put("PARLEY_DATA", "parley.data");
    KEYS.put("PARLEY_HTTP_HOST", "parley.http.host");
    KEYS.put("PARLEY_HTTP_PORT", "parley.http.port");
    KEYS.put("PARLEY_PUBLIC_URL", "parley.http.public-url");
    KEYS.put("PARLEY_HTTP_TLS_CERTIFICATE", "parley.http.tls.certificate");
    KEYS.put("PARLEY_HTTP_TLS_KEY", "parley.http.tls.key");
    KEYS.put("PARLEY_MANAGEMENT_HOST", "parley.management.host");
    KEYS.put("PARLEY_MANAGEMENT_PORT", "parley.management.port");
    KEYS.put("PARLEY_MANAGEMENT_TLS_CERTIFICATE", "parley.management.tls.certificate");
    KEYS.put("PARLEY_MANAGEMENT_TLS_KEY", "parley.management.tls.key");
    KEYS.put("PARLEY_CLUSTER_HOST", "parley.cluster.host");
    KEYS.put("PARLEY_CLUSTER_PORT", "parley.cluster.port");
    KEYS.put("PARLEY_CLUSTER_TLS_CERTIFICATE", "parley.cluster.tls.certificate");
    KEYS.put("PARLEY_CLUSTER_TLS_KEY", "parley.cluster.tls.key");
    KEYS.put("PARLEY_CLUSTER_TLS_AUTHORITY", "parley.cluster.tls.authority");
    KEYS.put("PARLEY_CLUSTER_SEEDS", "parley.cluster.seeds");
    KEYS.put("PARLEY_AGENT_TOKEN", "parley.tokens.agent");
    KEYS.put("PARLEY_OPERATOR_TOKEN", "parley.tokens.operator");
    KEYS.put("PARLEY_TOKEN_KEYS", "parley.tokens.keys");
    KEYS.put("PARLEY_SECRET_KEYS", "parley.secrets.keys");
    KEYS.put("PARLEY_SHARED_TOKENS", "parley.auth.shared-tokens");
    KEYS.put("PARLEY_SIGN_UP", "parley.accounts.sign-up");
    KEYS.put("PARLEY_MAIL_HOST", "parley.mail.host");
    KEYS.put("PARLEY_MAIL_PORT", "parley.mail.port");
    KEYS.put("PARLEY_MAIL_SECURITY", "parley.mail.security");
    KEYS.put("PARLEY_MAIL_USER", "parley.mail.user");
    KEYS.put("PARLEY_MAIL_PASSWORD", "parley.mail.password");
    KEYS.put("PARLEY_MAIL_FROM", "parley.mail.from");
    KEYS.put("PARLEY_TOOLS_CALLBACK_ADDRESS", "parley.tools.callback-address");
    KEYS.put("PARLEY_MODEL", "parley.model.name");
    KEYS.put("PARLEY_SCRIPTED_CHUNKS", "parley.model.scripted.chunks");
    KEYS.put("PARLEY_SCRIPTED_DELAY", "parley.model.scripted.delay");
    KEYS.put("OPENAI_API_KEY", "parley.model.openai.api-key");
    KEYS.put("OPENAI_BASE_URL", "parley.model.openai.base-url");
    KEYS.put("ANTHROPIC_API_KEY", "parley.model.anthropic.api-key");
    KEYS.put("ANTHROPIC_BASE_URL", "parley.model.anthropic.base-url");
    KEYS.put("GEMINI_API_KEY", "parley.model.gemini.api-key");
    KEYS.put("PARLEY_VOICE_ENABLED", "parley.voice.enabled");
    KEYS.put("PARLEY_VOICE_MODELS", "parley.voice.local.models");
    KEYS.put("DEEPGRAM_API_KEY", "parley.voice.providers.deepgram.api-key");
    KEYS.put("ELEVENLABS_API_KEY", "parley.voice.providers.elevenlabs.api-key");
    KEYS.put("ELEVENLABS_VOICE_ID", "parley.voice.providers.elevenlabs.voice");
    KEYS.put("TWILIO_ACCOUNT_SID", "parley.telephony.twilio.account-sid");
    KEYS.put("TWILIO_AUTH_TOKEN", "parley.telephony.twilio.auth-token");
    KEYS.put("TELNYX_API_KEY", "parley.telephony.telnyx.api-key");
    KEYS.put("TELNYX_PUBLIC_KEY", "parley.telephony.telnyx.public-key");
    KEYS.put("TELNYX_CONNECTION_ID", "parley.telephony.telnyx.connection-id");
    KEYS.put("VONAGE_SIGNATURE_SECRET", "parley.telephony.vonage.signature-secret");
    KEYS.put("VONAGE_APPLICATION_ID", "parley.telephony.vonage.application-id");
    KEYS.put("VONAGE_PRIVATE_KEY_FILE", "parley.telephony.vonage.private-key-file");
    KEYS.put("PARLEY_DATABASE_URL", "parley.database.url");
    KEYS.put("PARLEY_DATABASE_USER", "parley.database.user");
    KEYS.put("PARLEY_DATABASE_PASSWORD", "parley.database.password");
    KEYS.put("PARLEY_S3_ENDPOINT", "parley.archive.endpoint");
    KEYS.put("PARLEY_S3_REGION", "parley.archive.region");
    KEYS.put("PARLEY_S3_BUCKET", "parley.archive.bucket");
    KEYS.put("PARLEY_S3_ACCESS_KEY", "parley.archive.access-key");
    KEYS.put("PARLEY_S3_SECRET_KEY", "parley.archive.secret-key");
    KEYS.put("PARLEY_SIP_HOST", "parley.sip.host");
    KEYS.put("PARLEY_SIP_PORT", "parley.sip.port");
    KEYS.put("PARLEY_RECORDING", "parley.telephony.recording.mode");
    KEYS.put("PARLEY_SIP_PUBLIC_ADDRESS", "parley.sip.public-address");
    KEYS.put("PARLEY_VOICE_RTP_BIND_ADDRESS", "parley.voice.rtp.bind-address");
    KEYS.put("PARLEY_VOICE_RTP_PORT_MAX", "parley.voice.rtp.port-max");
    KEYS.put("PARLEY_VOICE_RTP_PORT_MIN", "parley.voice.rtp.port-min");
    KEYS.put("PARLEY_VOICE_WEBRTC_BIND_ADDRESS", "parley.voice.webrtc.bind-address");
    KEYS.put("PARLEY_VOICE_WEBRTC_PORT", "parley.voice.webrtc.port");
    KEYS.put("PARLEY_VOICE_WEBRTC_PUBLIC_ADDRESSES", "parley.voice.webrtc.public-addresses");
    KEYS.put("OTEL_EXPORTER_OTLP_ENDPOINT", "parley.tracing.endpoint");
    KEYS.put("OTEL_EXPORTER_OTLP_HEADERS", "parley.tracing.headers");
    KEYS.put("OTEL_SERVICE_NAME", "parley.tracing.service");
    KEYS.put("OTEL_TRACES_SAMPLER_ARG", "parley.tracing.sample-ratio");
  }

  /// Variables whose values are never shown. A database's URL may hold a password.
  private static final Set<String> SECRETS =
      Set.of(
          "PARLEY_AGENT_TOKEN",
          "PARLEY_OPERATOR_TOKEN",
          "PARLEY_TOKEN_KEYS",
          "PARLEY_SECRET_KEYS",
          "PARLEY_MAIL_PASSWORD",
          "OPENAI_API_KEY",
          "ANTHROPIC_API_KEY",
          "GEMINI_API_KEY",
          "DEEPGRAM_API_KEY",
          "ELEVENLABS_API_KEY",
          "PARLEY_DATABASE_URL",
          "PARLEY_DATABASE_PASSWORD",
          "PARLEY_S3_ACCESS_KEY",
          "PARLEY_S3_SECRET_KEY",
          "OTEL_EXPORTER_OTLP_HEADERS");

  /// No variables set these.
  private static final Pattern OF_OTHER_DATABASE =
      Pattern.compile("parley\\.database\\.others\\.[a-z0-9-]+\\.(?:url|password)");

  private EnvironmentNames() {}

  /// Whether the value of this setting is never shown.
  static boolean isSecret(String key) {
    return variable(key).filter(SECRETS::contains).isPresent()
        || OF_OTHER_DATABASE.matcher(key).matches();
  }

  /// The keys of those, by their variables.
  static Map<String, String> secrets() {
    return KEYS.entrySet().stream()
        .filter(known -> SECRETS.contains(known.getKey()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// The settings among `environment`, by key. An empty variable counts as not set.
  static Map<String, String> settings(Map<String, String> environment) {
    var settings = new LinkedHashMap<String, String>();
    KEYS.forEach(
        (name, key) -> {
          var value = environment.get(name);
          if (value != null && !value.isBlank()) settings.put(key, value.strip());
        });
    return settings;
  }

  /// Variables that look like settings of Parley but are none: most likely a typo.
  static List<String> unknown(Map<String, String> environment) {
    var unknown = new ArrayList<String>();
    for (var name : environment.keySet())
      if (name.startsWith(PREFIX) && !KEYS.containsKey(name) && !OTHERS.contains(name))
        unknown.add(name);
    return unknown;
  }

  /// `sentence`, with the variable's name beside the key that it names.
  static String named(String sentence) {
    return KEYS.entrySet().stream()
        .filter(known -> sentence.startsWith(known.getValue() + ":"))
        .findFirst()
        .map(known -> known.getKey() + ", " + sentence)
        .orElse(sentence);
  }

  static Optional<String> variable(String key) {
    return KEYS.entrySet().stream()
        .filter(known -> known.getValue().equals(key))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
