package io.parley.operations.runtime;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.parley.core.setting.SecretKeys;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/configuration`: every setting in force, with its source. Possible secrets are not shown, nor
/// where files are on this machine.
public final class ConfigurationEndpoint {
  static final String HIDDEN = "(not shown)";

  /// User and password before the host, and everything after the path: drivers accept credentials
  /// in both.
  private static final Pattern IN_ADDRESS = Pattern.compile("(?s)(?<=://)[^/@]*@|\\?.*");

  /// Shown settings: the others are the JVM's own properties and the machine's.
  private static final Pattern ROOTS = Pattern.compile("(?:parley|pekko)(?:\\.[A-Za-z0-9_-]++)*+");

  private final Config config;
  private final Predicate<String> secret;

  private ConfigurationEndpoint(Config config, Predicate<String> secret) {
    this.config = config;
    this.secret = secret;
  }

  /// @param secret matches further secret keys, whatever their name
  public static Endpoint of(Config config, Predicate<String> secret) {
    return Endpoint.get("/configuration", new ConfigurationEndpoint(config, secret)::answer);
  }

  private record Shown(String value, String origin) {}

  private CompletionStage<HttpResponse> answer(Call call) {
    var under = call.query("under").orElse("parley");
    if (!ROOTS.matcher(under).matches())
      throw new Malformed("the query parameter under (expected: parley, pekko, or a key in them)");
    var settings = new TreeMap<String, Shown>();
    if (config.hasPathOrNull(under)) walk(under, config.getValue(under), settings);
    var json = JsonText.object();
    settings.forEach(
        (key, shown) ->
            json.putObject(key).put("value", shown.value()).put("origin", shown.origin()));
    var answer = JsonText.object();
    answer.set("settings", json);
    return CompletableFuture.completedStage(Replies.json(200, answer));
  }

  private void walk(String key, ConfigValue value, Map<String, Shown> settings) {
    switch (value) {
      case ConfigObject object when !object.isEmpty() ->
          object.forEach((name, inner) -> walk(key + "." + name, inner, settings));
      case ConfigValue hidden when isSecret(key) ->
          settings.put(key, new Shown(isEmpty(hidden) ? "" : HIDDEN, origin(hidden.origin())));
      case ConfigList list when !list.isEmpty() -> {
        for (int i = 0; i < list.size(); i++) walk(key + "." + i, list.get(i), settings);
      }
      default -> settings.put(key, new Shown(text(value), origin(value.origin())));
    }
  }

  /// An empty setting is unset: no secret, and useful to know when a login fails.
  private static boolean isEmpty(ConfigValue value) {
    return value.valueType() == ConfigValueType.STRING && value.unwrapped().equals("");
  }

  private boolean isSecret(String key) {
    return secret.test(key) || SecretKeys.contains(key);
  }

  private static String text(ConfigValue value) {
    var text = String.valueOf(value.unwrapped());
    return text.contains("://") ? IN_ADDRESS.matcher(text).replaceAll("") : text;
  }

  /// A variable by its name; a file by its name and line, without its directory.
  private static String origin(ConfigOrigin origin) {
    var said = origin.description();
    if (said.contains("reference.conf")) return "default";
    if (origin.filename() != null)
      return Path.of(origin.filename()).getFileName() + ":" + origin.lineNumber();
    if (origin.resource() != null) return origin.resource();
    return said.contains("system properties") ? "-D option" : said.split("[ @:]", 2)[0];
  }
}
