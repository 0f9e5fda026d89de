package io.parley.server.declared;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import io.parley.server.client.ClientFailure;
import java.io.IOException;

/// JSON objects as HOCON, without substitutions. Neither variables of the environment nor other
/// files get in, and no message repeats a part of a file: it may be a secret.
final class Hocon {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Hocon() {}

  /// @param file its name, for messages
  static ObjectNode read(String file, String text) {
    HoconBounds.check(file, text);
    try {
      var options =
          ConfigParseOptions.defaults()
              .setSyntax(ConfigSyntax.CONF)
              .setOriginDescription(file)
              .setIncluder(new NoIncludes(file));
      var json =
          ConfigFactory.parseString(text, options).root().render(ConfigRenderOptions.concise());
      return (ObjectNode) JSON.readTree(json);
    } catch (ConfigException e) {
      throw unreadable(file, e);
    } catch (IOException e) {
      throw new IllegalStateException("rendered HOCON is no JSON (expected: an object)", e);
    }
  }

  /// The parser's own message has the text at which it stopped.
  private static ClientFailure unreadable(String file, ConfigException failure) {
    var origin = failure.origin();
    boolean isKnown = origin != null && origin.lineNumber() > 0;
    return Refused.because(
        file,
        (isKnown ? "line " + origin.lineNumber() + ": " : "") + "it cannot be read",
        "HOCON, with quotes around texts of other signs, and a bracket for each bracket");
  }

  /// Ends with a line feed; [#read] gives the same object.
  static String write(ObjectNode object) {
    var options = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);
    var text =
        ConfigFactory.parseString(object.toString(), options)
            .root()
            .render(
                ConfigRenderOptions.defaults()
                    .setJson(false)
                    .setOriginComments(false)
                    .setComments(false));
    return text.endsWith("\n") ? text : text + "\n";
  }
}
